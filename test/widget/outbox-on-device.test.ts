import 'fake-indexeddb/auto'
import { indexedDB } from 'fake-indexeddb'
import { indexedLetters } from '../../src/widget/indexed-letters.ts'
import type { Letter, StoredRequest } from '../../src/widget/letter.ts'
import { type Outcome, outbox } from '../../src/widget/outbox.ts'
import { Refusal } from '../../src/widget/refusal.ts'
import { sessionLetters } from '../../src/widget/session-letters.ts'

const message = (id: string) => ({ id, conversation: 'c', text: id })
const settled = async () => {
  for (let round = 0; round < 40; round++) await new Promise((resolve) => setImmediate(resolve))
}
const databases = async () => (await indexedDB.databases()).map(({ name }: { name?: string }) => name)

type Tab = {
  box: ReturnType<typeof outbox>
  state: {
    owner: string
    mayKeep: boolean
    isConnected: boolean
    waiting: string[]
    sentForOther: string[]
    timers: (() => void)[]
  }
}

/** One device with its tabs, and a server that takes each id once. */
function setUp(name: string) {
  const stored: { id: string; as: string }[] = []
  const world = { isConnected: true, now: 1_000_000, isServerThere: true }
  const tabs: Tab[] = []
  let turn: Promise<void> = Promise.resolve()

  function tab({ owner = 'mia', mayKeep = true, isConnected = true } = {}): Tab {
    const state: Tab['state'] = { owner, mayKeep, isConnected, waiting: [], sentForOther: [], timers: [] }
    const box = outbox({
      async send(_name: StoredRequest, { id }) {
        await new Promise((resolve) => setImmediate(resolve))
        if (!world.isServerThere) throw new Error('no answer')
        const known = stored.findIndex((one) => one.id === id)
        if (known < 0) stored.push({ id, as: state.owner })
        return { id, storedAt: '2026-01-05T10:00:00.000Z', sequence: known < 0 ? stored.length : known + 1 }
      },
      isConnected: () => world.isConnected && state.isConnected,
      store: indexedLetters(name),
      mayKeep: () => state.mayKeep,
      owner: () => state.owner,
      alone: (act) => {
        const mine = turn.then(act)
        turn = mine.catch(() => {})
        return mine
      },
      tell: (id: string, outcome?: Outcome) => {
        for (const other of tabs) if (other.box !== box) other.box.heard(id, outcome)
      },
      onSentForOther: ({ body }) => state.sentForOther.push(body.id),
      onChange: (letters) => {
        state.waiting = letters.map(({ body }) => body.id)
      },
      after: (_ms, act) => state.timers.push(act),
      now: () => world.now,
    })
    const made = { box, state }
    tabs.push(made)
    return made
  }
  return { tab, stored, world, close: (one: Tab) => tabs.splice(tabs.indexOf(one), 1) }
}

describe('outbox on the device', () => {
  it('makes no database before something may be kept', async () => {
    const { tab, world, stored } = setUp('untouched')
    const { box, state } = tab({ mayKeep: false })
    await box.flush()
    await box.post('conversation:write', message('a'))
    world.isConnected = false
    void box.post('conversation:write', message('b'))
    await settled()
    expect(await databases()).not.toContain('untouched')
    expect(state.waiting).toEqual(['b'])

    state.mayKeep = true
    void box.post('conversation:write', message('c'))
    await settled()
    expect(await databases()).toContain('untouched')
    expect(stored).toEqual([{ id: 'a', as: 'mia' }])
    expect((await indexedLetters('untouched').all()).map(({ body }) => body.id)).toEqual(['b', 'c'])
  })

  it('sends at the next visit what the last one had to leave, in its order and once', async () => {
    const { tab, world, stored, close } = setUp('next-visit')
    world.isConnected = false
    const first = tab()
    for (const id of ['c', 'a', 'b']) void first.box.post('conversation:write', message(id))
    await settled()
    close(first)

    const { box, state } = tab()
    await box.look()
    expect(state.waiting).toEqual(['c', 'a', 'b'])
    world.isConnected = true
    await box.flush()
    await settled()
    expect(stored.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    expect(state.waiting).toEqual([])
    expect(state.sentForOther).toEqual(['c', 'a', 'b'])
    expect(await indexedLetters('next-visit').all()).toEqual([])
  })

  it('sends once what was taken just before the page was closed', async () => {
    const { tab, stored, close, world } = setUp('closed')
    const first = tab()
    void first.box.post('conversation:write', message('a'))
    await settled()
    await indexedLetters('closed').keep([
      { name: 'conversation:write', body: message('a'), owner: 'mia', at: world.now } as Letter,
    ])
    close(first)
    await tab().box.flush()
    expect(stored).toEqual([{ id: 'a', as: 'mia' }])
    expect(await indexedLetters('closed').all()).toEqual([])
  })

  it('never sends one person’s words as another’s, and sends them when that person is back', async () => {
    const { tab, world, stored, close } = setUp('two-people')
    world.isConnected = false
    const first = tab({ owner: 'mia' })
    void first.box.post('conversation:write', message('from-mia'))
    await settled()
    close(first)
    world.isConnected = true
    const second = tab({ owner: 'noah' })
    await second.box.flush()
    await second.box.post('conversation:write', message('from-noah'))
    await settled()
    expect(second.state.waiting).toEqual([])
    close(second)
    await tab({ owner: 'mia' }).box.flush()
    expect(stored).toEqual([
      { id: 'from-noah', as: 'noah' },
      { id: 'from-mia', as: 'mia' },
    ])
  })

  it('sends what the device’s visitor wrote as the person who signs in here', async () => {
    const { tab, world, stored, close } = setUp('signing-in')
    world.isConnected = false
    const before = tab({ owner: '' })
    void before.box.post('conversation:write', message('a'))
    await settled()
    close(before)
    world.now++
    const { box, state } = tab({ owner: '' })
    void box.post('conversation:write', message('b'))
    await settled()
    state.owner = 'mia'
    await box.handOver('', 'mia')
    world.isConnected = true
    await box.flush()
    expect(stored).toEqual([
      { id: 'a', as: 'mia' },
      { id: 'b', as: 'mia' },
    ])
  })

  it('gives up what somebody wrote who signs out, in every tab, and keeps what is others’', async () => {
    const { tab, world, stored, close } = setUp('signing-out')
    world.isConnected = false
    const noah = tab({ owner: 'noah' })
    void noah.box.post('conversation:write', message('from-noah'))
    await settled()
    close(noah)
    const [one, other] = [tab(), tab()]
    const results = Promise.allSettled([
      one.box.post('conversation:write', message('a')),
      other.box.post('conversation:write', message('b')),
    ])
    await settled()
    await one.box.giveUp(['mia', ''], { kind: 'unauthenticated', message: 'Signed out', faults: [] })
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    world.isConnected = true
    await other.box.flush()
    expect(stored).toEqual([])
    expect((await indexedLetters('signing-out').all()).map(({ body }) => body.id)).toEqual(['from-noah'])
  })

  it('tells the tab that wrote it when another one has sent it', async () => {
    const { tab, stored } = setUp('two-tabs')
    const [writer, sender] = [tab({ isConnected: false }), tab()]
    const receipt = writer.box.post('conversation:write', message('a'))
    await settled()
    expect(sender.state.waiting).toEqual(['a'])
    await sender.box.flush()
    expect((await receipt).id).toBe('a')
    expect(stored).toHaveLength(1)
    expect([writer.state.waiting, sender.state.waiting]).toEqual([[], []])
    expect([writer.state.sentForOther, sender.state.sentForOther]).toEqual([[], ['a']])
  })

  it('stores each once when ten tabs send at the same time', async () => {
    const { tab, stored } = setUp('ten-tabs')
    const tabs = Array.from({ length: 10 }, () => tab())
    const receipts = await Promise.all(tabs.map(({ box }, at) => box.post('conversation:write', message(`from-${at}`))))
    await Promise.all(tabs.map(({ box }) => box.flush()))
    expect(stored.map(({ id }) => id).sort()).toEqual(receipts.map(({ id }) => id).sort())
    expect(stored).toHaveLength(10)
  })

  it('keeps nothing longer than a week, and of what the page noted no more than there is room for', async () => {
    const { tab, world, stored, close } = setUp('full')
    world.isConnected = false
    const first = tab()
    void first.box.post('conversation:write', message('written'))
    for (let at = 0; at < 230; at++)
      void first.box.post('exposure:seen', { id: `seen-${at}`, evaluatedAt: '', flags: [{ key: 'a', variant: 'b' }] })
    await settled()
    close(first)
    const second = tab()
    await second.box.look()
    const kept = await indexedLetters('full').all()
    expect(kept).toHaveLength(200)
    expect(kept.map(({ body }) => body.id)).toEqual(expect.arrayContaining(['written', 'seen-229']))

    world.now += 8 * 86_400_000
    world.isConnected = true
    await second.box.flush()
    expect(stored).toEqual([])
    expect(await indexedLetters('full').all()).toEqual([])
  })

  it('sends what was noted later when the server asks to go slowly, and tells a person who waits', async () => {
    const { tab, world, close } = setUp('limited')
    world.isConnected = false
    const first = tab()
    void first.box.post('conversation:write', message('a'))
    await settled()
    close(first)
    world.isConnected = true
    let isLimited = true
    const sent: string[] = []
    const box = outbox({
      ...{ store: indexedLetters('limited'), mayKeep: () => true, owner: () => 'mia', alone: (act) => act() },
      ...{ isConnected: () => true, tell: () => {}, onSentForOther: () => {}, onChange: () => {} },
      ...{ after: () => {}, now: () => world.now },
      async send(_name, { id }) {
        sent.push(id)
        if (isLimited) throw new Refusal({ kind: 'limited', message: 'Slowly', faults: [], retryAfter: 1 })
        return { id, storedAt: '', sequence: 1 }
      },
    })
    await box.flush()
    isLimited = false
    world.now += 1000
    await box.flush()
    expect(sent).toEqual(['a', 'a'])
  })
})

it('keeps letters for one tab alone where the host says so', async () => {
  const kept = new Map<string, string>()
  const store = sessionLetters('letters', {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  })
  const letter = (id: string, at: number) =>
    ({ name: 'conversation:write', body: message(id), owner: '', at }) as Letter
  await store.keep([letter('b', 2), letter('a', 1)])
  await store.keep([{ ...letter('b', 2), owner: 'mia' }])
  expect((await store.all()).map(({ body, owner }) => [body.id, owner])).toEqual([
    ['a', ''],
    ['b', 'mia'],
  ])
  await store.forget(['a', 'b'])
  expect(kept.size).toBe(0)
})
