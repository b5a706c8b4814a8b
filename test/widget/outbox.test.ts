import type { StoredRequest } from '../../src/widget/letter.ts'
import { outbox } from '../../src/widget/outbox.ts'
import { Refusal } from '../../src/widget/refusal.ts'

const receipt = (id: string) => ({ id, storedAt: '2026-01-05T10:00:00.000Z', sequence: 1 })
const refusal = (kind: 'limited' | 'unavailable', retryAfter?: number) =>
  new Refusal({ kind, message: `${kind}!`, faults: [], ...(retryAfter && { retryAfter }) })
const message = (id: string) => ({ id, conversation: 'c', text: id })

/** A server that answers as it is told to, and a clock whose timers run when they are asked to. */
function setUp() {
  const sent: string[] = []
  const timers: { ms: number; act: () => void }[] = []
  const world = { isConnected: true, now: 0, answer: async (id: string) => receipt(id) }
  const box = outbox({
    send: (_name: StoredRequest, { id }: { id: string }) => {
      sent.push(id)
      return world.answer(id)
    },
    isConnected: () => world.isConnected,
    after: (ms, act) => timers.push({ ms, act }),
    ...{ store: null, mayKeep: () => false, owner: () => '', alone: (act) => act(), now: () => world.now },
    ...{ tell: () => {}, onSentForOther: () => {}, onChange: () => {} },
  })
  return { box, sent, timers, world }
}

/** Lets everything that is ready run. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('outbox', () => {
  it('sends in order, one after the other, and hands back the receipts', async () => {
    const { box, sent, timers } = setUp()
    const receipts = await Promise.all([
      box.post('conversation:write', message('a')),
      box.post('conversation:write', message('b')),
    ])
    expect(sent).toEqual(['a', 'b'])
    expect(receipts.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(timers).toEqual([])
  })

  it('sends nothing without a connection, says so, and sends at the next one', async () => {
    const { box, sent, timers, world } = setUp()
    world.isConnected = false
    const delays: string[] = []
    const stored = box.post('conversation:write', message('a'), () => delays.push('a'))
    await settled()
    expect({ sent, delays, timers }).toEqual({ sent: [], delays: ['a'], timers: [] })

    world.isConnected = true
    await box.flush()
    expect((await stored).id).toBe('a')
    expect(sent).toEqual(['a'])
  })

  it.each([
    ['no acknowledgement comes', new Error('operation has timed out')],
    ['the server is not available', refusal('unavailable')],
  ])('sends the same id again when %s, in growing pauses', async (_, fault) => {
    const { box, sent, timers, world } = setUp()
    world.answer = () => Promise.reject(fault)
    const stored = box.post('conversation:write', message('a'))
    await settled()
    timers[0]?.act()
    await settled()
    expect(timers.map(({ ms }) => ms)).toEqual([1000, 2000])

    world.answer = async (id) => receipt(id)
    timers[1]?.act()
    expect((await stored).id).toBe('a')
    expect(sent).toEqual(['a', 'a', 'a'])
  })

  it('never pauses longer than half a minute, and starts anew after a success', async () => {
    const { box, timers, world } = setUp()
    world.answer = () => Promise.reject(new Error('no answer'))
    const first = box.post('conversation:write', message('a'))
    await settled()
    for (let round = 0; round < 7; round++) {
      timers.at(-1)?.act()
      await settled()
    }
    expect(timers.at(-1)?.ms).toBe(30_000)

    world.answer = async (id) => receipt(id)
    timers.at(-1)?.act()
    await first
    world.answer = () => Promise.reject(new Error('no answer'))
    void box.post('conversation:write', message('b'))
    await settled()
    expect(timers.at(-1)?.ms).toBe(1000)
  })

  it('hands a refusal back and goes on with the next', async () => {
    const { box, sent, world } = setUp()
    world.answer = async (id) => {
      if (id === 'a') throw refusal('limited')
      return receipt(id)
    }
    const [refused, stored] = await Promise.allSettled([
      box.post('conversation:write', message('a')),
      box.post('conversation:write', message('b')),
    ])
    expect(refused).toMatchObject({ status: 'rejected', reason: { problem: { kind: 'limited' } } })
    expect(stored).toMatchObject({ status: 'fulfilled', value: { id: 'b' } })
    expect(sent).toEqual(['a', 'b'])
  })

  it('gives up what no pause will let through, so that what is written later gets there', async () => {
    const { box, sent, world } = setUp()
    world.answer = async (id) => {
      if (id === 'a') throw refusal('limited')
      return receipt(id)
    }
    const noted = box.post('event:happened', { id: 'a', name: 'one.too.many' }).catch(({ message }) => message)
    await box.post('conversation:write', message('b'))
    expect([await noted, sent]).toEqual(['limited!', ['a', 'b']])
  })

  it('asks no sooner again than the server wants to be asked, whatever is written meanwhile', async () => {
    const { box, sent, timers, world } = setUp()
    world.answer = () => Promise.reject(refusal('limited', 90))
    const seen = box.post('exposure:seen', { id: 'a', evaluatedAt: '2026-01-05T10:00:00Z', flags: [] })
    await settled()
    expect(timers.map(({ ms }) => ms)).toEqual([90_000])

    world.answer = async (id) => receipt(id)
    const written = box.post('conversation:write', message('b'))
    world.now = 89_999
    await box.flush()
    expect(sent).toEqual(['a'])

    world.now = 90_000
    timers[0]?.act()
    await Promise.all([seen, written])
    expect(sent).toEqual(['a', 'a', 'b'])
  })

  it('keeps the order when the first one has to wait', async () => {
    const { box, sent, timers, world } = setUp()
    let failures = 1
    world.answer = async (id) => {
      if (failures-- > 0) throw new Error('no answer')
      return receipt(id)
    }
    const both = Promise.all([
      box.post('conversation:write', message('a')),
      box.post('conversation:write', message('b')),
    ])
    await settled()
    expect(sent).toEqual(['a'])
    timers[0]?.act()
    await both
    expect(sent).toEqual(['a', 'a', 'b'])
  })

  it('gives up what waits, and sends what comes after it', async () => {
    const { box, sent, world } = setUp()
    let answer: (stored: ReturnType<typeof receipt>) => void = () => {}
    world.answer = () => new Promise((resolve) => (answer = resolve))
    const [first, second] = [box.post('conversation:write', message('a')), box.post('conversation:write', message('b'))]
    await settled()
    void box.giveUp([''], { kind: 'unauthenticated', message: 'Signed out', faults: [] })
    await expect(first).rejects.toThrow('Signed out')
    await expect(second).rejects.toThrow('Signed out')
    const third = box.post('conversation:write', message('c'))
    answer(receipt('a'))
    await settled()
    answer(receipt('c'))
    expect((await third).id).toBe('c')
    expect(sent).toEqual(['a', 'c'])
  })
})
