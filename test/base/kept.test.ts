import { kept } from '../../src/base/kept.ts'

/** Loads that end when they are told to, in any order. */
function loads() {
  const waiting: { key: string; end: (value: string) => void; fail: (fault: Error) => void }[] = []
  const load = (key: string) => new Promise<string>((end, fail) => waiting.push({ key, end, fail }))
  return { waiting, load }
}

it('loads each key once for everybody who asks', async () => {
  const { waiting, load } = loads()
  const flags = kept(load)
  const asked = [flags.get('a'), flags.get('a'), flags.get('b')]
  waiting.forEach(({ key, end }) => {
    end(key.toUpperCase())
  })
  expect(await Promise.all(asked)).toEqual(['A', 'A', 'B'])
  expect(await flags.get('a')).toBe('A')
  expect(waiting).toHaveLength(2)
})

it('gives nobody what was being loaded when it was forgotten, but those who had asked', async () => {
  const { waiting, load } = loads()
  const flags = kept(load)
  const before = flags.get('a')
  flags.forget('a')
  const after = flags.get('a')
  waiting[1]?.end('new')
  expect(await after).toBe('new')
  waiting[0]?.end('old')
  expect(await before).toBe('old')
  expect(await flags.get('a')).toBe('new')
})

it('tries again after a load that failed, and keeps a newer one that did not', async () => {
  const { waiting, load } = loads()
  const flags = kept(load)
  const first = flags.get('a')
  flags.forget('a')
  const second = flags.get('a')
  waiting[0]?.fail(new Error('no connection'))
  await expect(first).rejects.toThrow('no connection')
  waiting[1]?.fail(new Error('still none'))
  await expect(second).rejects.toThrow('still none')
  const third = flags.get('a')
  waiting[2]?.end('there')
  expect(await third).toBe('there')
  expect(waiting).toHaveLength(3)
})
