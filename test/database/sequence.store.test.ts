import { sequenceStore } from '../../src/database/sequence.store.ts'
import type { TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice

withSluice((started) => {
  sluice = started
})

/** As another process would number. */
const numbering = (reserve?: number) =>
  sequenceStore(sluice.connection.useDb(sluice.connection.name, { useCache: false }), reserve).next

const times = <Made>(count: number, make: () => Made) => Array.from({ length: count }, make)
const upTo = (last: number) => times(last, () => 0).map((_, i) => i + 1)

describe.each([1, 10])('with %i in reserve', (reserve) => {
  it('numbers each project from 1 on, however many ask at once', async () => {
    const next = numbering(reserve)
    const [one, other] = [`one ${reserve}`, `other ${reserve}`]
    const numbers = await Promise.all([...times(25, () => next(one)), ...times(3, () => next(other))])
    expect(numbers.slice(0, 25)).toEqual(upTo(25))
    expect(numbers.slice(25)).toEqual([1, 2, 3])
    expect([await next(one), await next(other)]).toEqual([26, 4])
  })
})

it('gives no number twice when a server ended with some in reserve', async () => {
  const before = numbering(10)
  expect([await before('ended'), await before('ended')]).toEqual([1, 2])
  expect(await numbering(10)('ended')).toBe(11)
})

it('numbers in the order in which things come where several processes do, with none in reserve', async () => {
  const [one, other] = [numbering(), numbering()]
  const numbers: number[] = []
  for (const next of [one, other, one, one, other]) numbers.push(await next('several'))
  expect(numbers).toEqual(upTo(5))
})
