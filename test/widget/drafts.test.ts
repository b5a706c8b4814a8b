import { drafts } from '../../src/widget/drafts.ts'

function setUp() {
  const kept = new Map<string, string>()
  const state = { owner: '', acts: 0 }
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
  const open = () => drafts({ name: 'd', store, owner: () => state.owner, acted: () => void state.acts++ })
  return { kept, state, open }
}

describe('drafts', () => {
  it('are there again after a reload, each under its name', () => {
    const { open } = setUp()
    const writing = open()
    writing.of('talk').keep('An idea')
    writing.of('thread:1').keep('And')
    writing.of('talk').keep('An idea that')
    const again = open()
    expect([again.of('talk').text(), again.of('thread:1').text(), again.of('other').text()]).toEqual([
      'An idea that',
      'And',
      '',
    ])
  })

  it('leave nothing behind once they are empty or taken, and are no act while nothing is written', () => {
    const { open, kept, state } = setUp()
    const draft = open().of('talk')
    draft.keep('')
    expect([kept.size, state.acts]).toEqual([0, 0])
    draft.keep('A')
    expect(state.acts).toBe(1)
    draft.take()
    expect(kept.size).toBe(0)
  })

  it('come back to the same person when they were not taken, and to nobody else', () => {
    const { open, state } = setUp()
    const draft = open().of('talk')
    state.owner = 'mia'
    draft.keep('From Mia')
    const putBack = draft.take()
    putBack('From Mia')
    expect(draft.text()).toBe('From Mia')
    state.owner = 'noah'
    expect(draft.text()).toBe('')
    putBack('From Mia')
    expect(draft.text()).toBe('')
  })

  it('go with the device’s visitor who signs in, and with whoever signs out', () => {
    const { open, state, kept } = setUp()
    const writing = open()
    writing.of('talk').keep('Before I signed in')
    state.owner = 'mia'
    writing.handOver('')
    expect(writing.of('talk').text()).toBe('Before I signed in')
    writing.forget()
    expect(kept.size).toBe(0)
  })

  it('are the twenty that were touched last', () => {
    const { open } = setUp()
    const writing = open()
    for (let at = 0; at < 25; at++) writing.of(`thread:${at}`).keep(`${at}`)
    expect([writing.of('thread:4').text(), writing.of('thread:5').text()]).toEqual(['', '5'])
  })

  it.each(['{', '[]', 'null', '{"owner":""}'])('read %s as nothing', (text) => {
    const { open, kept } = setUp()
    kept.set('d', text)
    expect(open().of('talk').text()).toBe('')
  })

  it('are written where nothing may be kept', () => {
    const writing = drafts({ name: 'd', store: null, owner: () => '', acted: () => {} })
    writing.of('talk').keep('Text')
    expect(writing.of('talk').text()).toBe('')
  })
})
