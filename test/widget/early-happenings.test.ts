import { earlyHappenings } from '../../src/widget/early-happenings.ts'

it('remembers what happened once, however often something else does, and not without end', () => {
  const early = earlyHappenings<{ name: string; to?: number }>()
  for (let to = 0; to < 100; to++) early.add({ name: 'scrolled', to })
  early.add({ name: 'note.exported' })
  for (let n = 0; n < 100; n++) early.add({ name: `made.up.${n}` })
  const taken = early.take()
  expect(taken).toHaveLength(20)
  expect(taken.filter(({ name }) => name === 'scrolled').map(({ to }) => to)).toEqual([0, 1, 2, 3, 4])
  expect(taken).toContainEqual({ name: 'note.exported' })
  expect(early.take()).toEqual([])
})
