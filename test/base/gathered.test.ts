import { gathered } from '../../src/base/gathered.ts'

/** Work that is finished by hand, with what it was given. */
function slowWork(atOnce = 1) {
  const given: string[][] = []
  const finish: ((fault?: Error) => void)[] = []
  const ask = gathered(
    (items: string[]) => {
      given.push(items)
      return new Promise<string[]>((done, failed) =>
        finish.push((fault) => (fault ? failed(fault) : done(items.map((item) => item.toUpperCase())))),
      )
    },
    { most: 3, atOnce },
  )
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return { ask, given, finish, turn }
}

it('does together what comes in one turn, and what comes while it works', async () => {
  const { ask, given, finish, turn } = slowWork()
  const first = [ask('a'), ask('b')]
  await turn()
  const second = [ask('c'), ask('d')]
  await turn()
  expect(given).toEqual([['a', 'b']])
  finish[0]?.()
  expect(await Promise.all(first)).toEqual(['A', 'B'])
  await turn()
  expect(given).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  finish[1]?.()
  expect(await Promise.all(second)).toEqual(['C', 'D'])
})

it('takes no more at a time than it may, and tells only those whose work failed', async () => {
  const { ask, given, finish, turn } = slowWork()
  const asked = ['a', 'b', 'c', 'd'].map((item) => ask(item).catch((fault: Error) => fault.message))
  await turn()
  finish[0]?.(new Error('full'))
  await turn()
  expect(given).toEqual([['a', 'b', 'c'], ['d']])
  finish[1]?.()
  expect(await Promise.all(asked)).toEqual(['full', 'full', 'full', 'D'])
})

it('works on as many groups at once as it may', async () => {
  const { ask, given, finish, turn } = slowWork(2)
  const asked: Promise<string>[] = []
  for (const some of [['a', 'b'], ['c'], ['d', 'e']]) {
    asked.push(...some.map(ask))
    await turn()
  }
  expect(given).toEqual([['a', 'b'], ['c']])
  finish[1]?.()
  await turn()
  expect(given).toEqual([['a', 'b'], ['c'], ['d', 'e']])
  for (const end of [finish[0], finish[2]]) end?.()
  expect(await Promise.all(asked)).toEqual(['A', 'B', 'C', 'D', 'E'])
})
