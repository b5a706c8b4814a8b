import { storageChoice, subjectToken } from '../../src/widget/subject-token.ts'

function setUp({ kept, host }: { kept?: string; host?: string } = {}) {
  const stored = new Map<string, string>(kept ? [['sluice:key', kept]] : [])
  const store = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, token: string) => void stored.set(name, token),
  }
  const world = { host }
  const token = subjectToken({ name: 'sluice:key', fromHost: () => world.host, store })
  return { token, world, kept: () => stored.get('sluice:key') }
}

describe('subjectToken', () => {
  it('keeps nothing while chance decides nothing and nobody acts', () => {
    const { token, kept } = setUp()
    token.take('anonymous', false)
    expect(kept()).toBeUndefined()
    expect(token.current()).toBe('anonymous')
  })

  it('keeps the token once chance decides', () => {
    const { token, kept } = setUp()
    token.take('anonymous', true)
    expect(kept()).toBe('anonymous')
  })

  it.each([
    [
      'after the evaluation',
      (token: ReturnType<typeof subjectToken>) => [() => token.take('anonymous', false), token.acted],
    ],
    [
      'before the evaluation',
      (token: ReturnType<typeof subjectToken>) => [token.acted, () => token.take('anonymous', false)],
    ],
  ])('keeps the token once the subject has acted, %s', (_, steps) => {
    const { token, kept } = setUp()
    for (const step of steps(token)) step()
    expect(kept()).toBe('anonymous')
  })

  it('speaks with the kept token', () => {
    expect(setUp({ kept: 'older' }).token.current()).toBe('older')
  })

  it("prefers the host's token, as it is now, and never keeps it", () => {
    const { token, world, kept } = setUp({ host: 'signed-1' })
    token.take('signed-1', true)
    token.acted()
    world.host = 'signed-2'
    expect(token.current()).toBe('signed-2')
    expect(kept()).toBeUndefined()
  })

  it('works for one page where nothing may be stored', () => {
    const token = subjectToken({ name: 'sluice:key', fromHost: () => undefined, store: null })
    token.take('anonymous', true)
    token.acted()
    expect(token.current()).toBe('anonymous')
  })
})

describe('storageChoice', () => {
  it.each([
    [undefined, 'local'],
    ['local', 'local'],
    ['session', 'session'],
    ['none', 'none'],
    ['sesion', 'none'],
  ])('%p means %s', (attribute, choice) => {
    expect(storageChoice(attribute)).toBe(choice)
  })
})
