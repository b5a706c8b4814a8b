import { toldMemory } from '../../src/widget/told-memory.ts'

function device() {
  const kept = new Map<string, string>()
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
  const page = (person: string, mayKeep = true) =>
    toldMemory({ name: 'told', store, person: () => person, mayKeep: () => mayKeep })
  return { kept, page }
}

const known = { had: { editor: 2 }, asked: {} }

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

  it('lasts as long as the page where nothing may be kept', () => {
    const { kept, page } = device()
    const memory = page('grace', false)
    memory.set(known)
    expect(memory.get()).toEqual(known)
    expect(kept.size).toBe(0)
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
})
