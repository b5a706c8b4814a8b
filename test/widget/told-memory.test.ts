import { type KnownNews, knownTogether } from '../../src/portal/known-news.ts'
import { toldMemory } from '../../src/widget/told-memory.ts'

type Tell = Parameters<typeof toldMemory>[0]['tell']

/** What a server keeps of one person, and all that it was told. */
function server(isKept = true) {
  const sent: Parameters<Tell>[0][] = []
  let known: KnownNews | null = null
  const tell: Tell = async (said) => {
    sent.push(said)
    if (isKept && said.told) known = known ? knownTogether(known, said.told) : said.told
    return { known }
  }
  return { sent, tell }
}

const unreachable: Tell = () => Promise.reject(new Error('Not connected'))

function device(tell: Tell = unreachable) {
  const kept = new Map<string, string>()
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
  const page = (person: string | (() => string), mayKeep = true) =>
    toldMemory({
      ...{ name: 'told', store, mayKeep: () => mayKeep, tell },
      person: () => (typeof person === 'string' ? person : person()),
    })
  return { kept, page }
}

const known = { had: { editor: 2 }, asked: {} }
const more = { had: { editor: 1, photos: 1 }, asked: {} }
const both = { had: { editor: 2, photos: 1 }, asked: {} }

describe('toldMemory', () => {
  it('remembers on the device what one person was told, without their name', () => {
    const { kept, page } = device()
    page('grace@example.org').set(known)
    expect(page('grace@example.org').get()).toEqual(known)
    expect(kept.get('told')).not.toContain('grace')
  })

  it('knows nothing of the next person', () => {
    const { page } = device()
    page('grace').set(known)
    expect(page('edsger').get()).toBeUndefined()
  })

  it('lasts as long as the page where nothing may be kept, and tells no server', () => {
    const { sent, tell } = server()
    const { kept, page } = device(tell)
    const memory = page('grace', false)
    memory.set(known)
    memory.close(known)
    expect(memory.get()).toEqual(known)
    expect(kept.size).toBe(0)
    expect(sent).toEqual([])
    expect(page('grace', false).get()).toBeUndefined()
  })

  it('forgets', () => {
    const { kept, page } = device()
    const memory = page('grace')
    memory.set(known)
    memory.forget()
    expect(memory.get()).toBeUndefined()
    expect(kept.size).toBe(0)
  })

  it.each(['', 'null', '{', '[]', '{"who":"x"}', '{"who":"x","known":{}}', '7'])('takes %j for nothing', (text) => {
    const { kept, page } = device()
    kept.set('told', text)
    expect(page('grace').get()).toBeUndefined()
  })

  it('sees at once what another tab of this device has told', () => {
    const { page } = device()
    const [one, other] = [page('grace'), page('grace')]
    other.set(more)
    one.set(known)
    expect(one.get()).toEqual(known)
    other.set(both)
    expect(one.get()).toEqual(both)
  })
})

describe('several devices of one person', () => {
  it('come to know the same, whichever told first', async () => {
    const { tell } = server()
    const [phone, laptop] = [device(tell).page('grace'), device(tell).page('grace')]
    phone.set(known)
    laptop.set(more)
    await laptop.sync()
    expect(laptop.get()).toEqual(both)
    phone.take(both)
    expect(phone.get()).toEqual(both)
  })

  it('say each thing once, and what did not get through the next time', async () => {
    const { sent, tell } = server()
    let isThere = false
    const memory = device((said) => (isThere ? tell(said) : unreachable(said))).page('grace')
    memory.set(known)
    await memory.sync()
    expect(memory.get()).toEqual(known)
    isThere = true
    await memory.sync()
    expect(sent).toEqual([{ told: known }])
    memory.set(known)
    expect(sent).toHaveLength(1)
    memory.set(both)
    expect(sent).toHaveLength(2)
  })

  it('leave alone whoever the server keeps nothing of', async () => {
    const memory = device(server(false).tell).page('grace')
    await memory.sync()
    expect(memory.get()).toBeUndefined()
  })

  it('mix up nobody: an answer for whoever has just left goes nowhere', async () => {
    const { tell } = server()
    await tell({ told: known })
    let person = 'grace'
    const memory = device(tell).page(() => person)
    const syncing = memory.sync()
    person = 'edsger'
    await syncing
    expect(memory.get()).toBeUndefined()
  })
})
