import { claimStore } from '../../src/conversations/claim.store.ts'
import { withMongo } from '../support/with-mongo.ts'

const connected = withMongo()

/** A process on the database. */
const started = async (isAlone: boolean) => claimStore(await connected(), isAlone)

/** The id that was made so many ms after the first. */
const madeAt = (ms: number) => `0193a000-${ms.toString(16).padStart(4, '0')}-7000-8000-000000000000`

describe.each([true, false])('ids that stand for something, by a process that is alone: %s', (isAlone) => {
  const project = isAlone ? 'one' : 'several'

  it('stand for it in one conversation, whether earlier or later than all others', async () => {
    const claims = await started(isAlone)
    expect(await claims.isClaimed(project, madeAt(5))).toBe(false)
    for (const ms of [5, 3, 9]) expect(await claims.claim(project, madeAt(ms), 'a')).toBe(true)
    expect(await claims.claim(project, madeAt(3), 'a')).toBe(true)
    expect(await claims.claim(project, madeAt(3), 'b')).toBe(false)
    for (const ms of [3, 5, 9]) expect(await claims.isClaimed(project, madeAt(ms))).toBe(true)
    for (const ms of [1, 4, 10]) expect(await claims.isClaimed(project, madeAt(ms))).toBe(false)
    expect(await claims.isClaimed('another', madeAt(9))).toBe(false)
  })

  it('do so after a restart', async () => {
    const claims = await started(isAlone)
    for (const ms of [3, 5, 9]) expect(await claims.isClaimed(project, madeAt(ms))).toBe(true)
    expect(await claims.isClaimed(project, madeAt(10))).toBe(false)
    expect(await claims.claim(project, madeAt(9), 'b')).toBe(false)
  })
})

it('stand for it in every process, where there are several', async () => {
  const [one, other] = [await started(false), await started(false)]
  expect(await one.isClaimed('both', madeAt(20))).toBe(false)
  expect(await other.claim('both', madeAt(20), 'a')).toBe(true)
  expect(await one.isClaimed('both', madeAt(20))).toBe(true)
})
