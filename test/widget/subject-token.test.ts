import { storageChoice, subjectToken } from '../../src/widget/subject-token.ts'

function setUp({ kept, host }: { kept?: string; host?: string } = {}) {
  const stored = new Map<string, string>(kept ? [['sluice:key', kept]] : [])
  const store = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, token: string) => void stored.set(name, token),
    removeItem: (name: string) => void stored.delete(name),
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

  it.each([
    ['what can be kept, from then on', setUp().token, true],
    ['whom the host names', setUp({ host: 'signed' }).token, true],
    [
      'nobody where nothing may be kept',
      subjectToken({ name: 'sluice:key', fromHost: () => undefined, store: null }),
      false,
    ],
    [
      'nobody where the browser keeps nothing',
      subjectToken({
        ...{ name: 'sluice:key', fromHost: () => undefined },
        store: { getItem: () => null, setItem: () => {}, removeItem: () => {} },
      }),
      false,
    ],
  ])('remembers %s', (_, token, isRemembered) => {
    token.take('anonymous', false)
    expect(token.remember()).toBe(isRemembered)
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

const jwt = (sub: string, exp: number) => `e30.${btoa(JSON.stringify({ sub, exp }))}.x`

describe('identify', () => {
  it('takes along what the device has kept, until it is told that this is done', () => {
    const { token, kept } = setUp({ kept: 'anon.1' })
    expect(token.previous()).toBeUndefined()
    expect(token.identify(jwt('ada', 1))).toBe('person')
    expect(token.current()).toBe(jwt('ada', 1))
    expect(token.previous()).toBe('anon.1')
    expect(token.forget()).toBe(true)
    expect([token.previous(), kept(), token.forget()]).toEqual([undefined, undefined, false])
  })

  it('takes nothing along of somebody who has only looked', () => {
    const { token } = setUp()
    token.take('anon.1', false)
    token.identify(jwt('ada', 1))
    expect(token.previous()).toBeUndefined()
  })

  it('starts anew once nobody is signed in any more', () => {
    const { token, kept } = setUp({ kept: 'anon.1' })
    token.identify(jwt('ada', 1))
    token.forget()
    expect(token.identify(null)).toBe('person')
    expect(token.current()).toBeUndefined()
    token.take('anon.2', true)
    expect([token.current(), kept()]).toEqual(['anon.2', 'anon.2'])
  })

  it('changes nothing when nobody was signed in and nobody is', () => {
    const { token } = setUp({ kept: 'anon.1' })
    expect(token.identify(null)).toBe('same')
    expect(token.current()).toBe('anon.1')
  })

  it('goes before what stands in the page, also with nobody', () => {
    const { token } = setUp({ host: jwt('ada', 1) })
    expect(token.identify(null)).toBe('person')
    expect(token.current()).toBeUndefined()
  })

  it.each([
    ['a fresh token of the same person', jwt('ada', 2), 'fresh'],
    ['the same token', jwt('ada', 1), 'same'],
    ['somebody else', jwt('bob', 1), 'person'],
    ['a token that cannot be read', 'x.y.z', 'person'],
  ])('knows %s', (_name, next, expected) => {
    const { token } = setUp()
    token.identify(jwt('ada', 1))
    expect(token.identify(next)).toBe(expected)
  })

  it('is the same person with a fresh token, and says whether anything of theirs may be kept', () => {
    const { token } = setUp()
    expect([token.person(), token.isKept()]).toEqual([undefined, false])
    token.take('anon.1', false)
    expect([token.person(), token.isKept()]).toEqual(['anon.1', false])
    token.acted()
    expect([token.person(), token.isKept()]).toEqual(['anon.1', true])
    token.identify(jwt('ada', 1))
    expect([token.person(), token.isKept()]).toEqual(['ada', true])
    token.identify(jwt('ada', 2))
    expect(token.person()).toBe('ada')
  })

  it('leaves the device’s own token alone where the host hands over an anonymous one', () => {
    const { token } = setUp({ kept: 'anon.1', host: 'anon.2' })
    expect([token.current(), token.isSigned(), token.previous()]).toEqual(['anon.2', false, undefined])
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
