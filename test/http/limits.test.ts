import { type Bucket, type LimitName, limitOf, limits } from '../../src/http/limits.ts'

const names = Object.keys(limits) as LimitName[]
const narrower: [Bucket, Bucket][] = [
  ['subject', 'address'],
  ['subject', 'project'],
  ['address', 'project'],
]

it.each(names)('%s: one of many never has what all of them have together', (name) => {
  const limit = limitOf(name)
  for (const [one, all] of narrower) {
    const [few, many] = [limit[one], limit[all]]
    if (!few || !many) continue
    expect(many.burst).toBeGreaterThan(few.burst * 2)
    expect(many.perMinute).toBeGreaterThanOrEqual(few.perMinute * 5)
  }
})

it.each(names)('%s is limited for every place on the network', (name) => {
  expect(limitOf(name).address).toBeDefined()
})
