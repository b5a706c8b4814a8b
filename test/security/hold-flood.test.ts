import type { TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const day = 86_400_000

let sluice: TestSluice
withSluice((one) => {
  sluice = one
})

it('lets nobody pile up holds, and makes room where one that has not begun is ended', async () => {
  const project = await sluice.project()
  const { subjects, policies } = sluice.services
  const who = await subjects.begin(project)
  const hold = (i: number) => {
    const from = sluice.clock.now() + (1 + 3 * i) * day
    return policies.hold(project, who, { from, to: from + day, note: 'x'.repeat(120) })
  }
  for (let i = 0; i < 60; i++) await hold(i)
  await expect(hold(60)).rejects.toMatchObject({ kind: 'limited' })
  const { holds = [] } = (await policies.of(project, who)).policy
  expect(holds).toHaveLength(60)
  await policies.release(project, who, holds[59]?.from ?? 0)
  await hold(60)

  sluice.clock.advance(2 * 365 * day)
  await hold(0)
  expect((await policies.of(project, who)).policy.holds).toHaveLength(1)
})
