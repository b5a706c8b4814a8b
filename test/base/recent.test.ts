import { recent } from '../../src/base/recent.ts'

/** Loads that say how many there have been. */
function counting() {
  let count = 0
  return async () => ++count
}

it('loads what belongs to a key once, for as long as it comes from the same', async () => {
  const [known, load] = [recent<number>(10), counting()]
  const [one, other] = [{}, {}]
  expect(await Promise.all([known.get('a', [one], load), known.get('a', [one], load)])).toEqual([1, 1])
  expect(await known.get('a', [other], load)).toBe(2)
  expect(await known.get('a', [other], load)).toBe(2)
  expect(await known.get('a', [one], load)).toBe(3)
})

it('forgets one key, or all', async () => {
  const [known, load] = [recent<number>(10), counting()]
  await known.get('a', [], load)
  known.put('b', [], 20)
  known.forget('a')
  expect([await known.get('a', [], load), await known.get('b', [], load)]).toEqual([2, 20])
  known.clear()
  expect([await known.get('a', [], load), await known.get('b', [], load)]).toEqual([3, 4])
})

it('keeps what was put last of those for whom there is room', async () => {
  const [known, load] = [recent<number>(2), counting()]
  for (const key of ['a', 'b', 'a', 'c']) known.put(key, [], 10)
  expect(await known.get('a', [], load)).toBe(10)
  expect(await known.get('c', [], load)).toBe(10)
  expect(await known.get('b', [], load)).toBe(1)
})

it('gives a load that is under way when its key is forgotten to nobody who asks later', async () => {
  const known = recent<number>(10)
  let arrive = (_: number) => {}
  const slow = known.get('a', [], () => new Promise<number>((done) => (arrive = done)))
  known.forget('a')
  const later = known.get('a', [], async () => 2)
  arrive(1)
  expect([await slow, await later, await known.get('a', [], async () => 3)]).toEqual([1, 2, 2])
})

it('does not keep a load that failed', async () => {
  const known = recent<number>(10)
  await expect(known.get('a', [], () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await known.get('a', [], async () => 1)).toBe(1)
})

it('keeps nothing where there is room for none', async () => {
  const [known, load] = [recent<number>(0), counting()]
  expect([await known.get('a', [], load), await known.get('a', [], load)]).toEqual([1, 2])
})
