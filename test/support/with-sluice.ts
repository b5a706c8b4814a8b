import { startSluice, type TestSluice } from './sluice.ts'

type Begin = (sluice: TestSluice) => unknown
type Options = Parameters<typeof startSluice>[0]

const between = (before: typeof beforeAll, after: typeof afterAll) => (begin: Begin, options?: Options) => {
  let sluice: TestSluice
  before(async () => {
    sluice = await startSluice(options)
    await begin(sluice)
  })
  after(async () => {
    await sluice.close()
    expect(sluice.faults).toEqual([])
  })
}

/** One server for all the tests of a file or block, handed to `begin`; at the end it must have logged no fault. */
export const withSluice = between(beforeAll, afterAll)

/** The same with a server for each test, where they need one that has nothing in it. */
export const withSluiceEach = between(beforeEach, afterEach)
