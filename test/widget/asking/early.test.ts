import type { AskingPart, Happened } from '../../../src/widget/asking/part.ts'
import { asking } from '../../../src/widget/asking.ts'

it('remembers what happened before anything waits for it, however often something else does', async () => {
  const early: Happened[] = []
  const part: AskingPart = () => ({
    watch: (_, happened) => void early.push(...happened),
    happened: () => {},
    clear: () => {},
  })
  const survey = { key: 'exported', revision: 1, due: false, triggers: [], delay: 0 }
  const host = {
    ...{ loadPart: async () => part, isConnected: () => true, remember: () => true },
    request: async () => ({ surveys: [survey] }),
  }
  const { happened, watch } = asking(host as unknown as Parameters<typeof asking>[0])
  for (let to = 0; to < 100; to++) happened({ name: 'scrolled', properties: { to } })
  happened({ name: 'note.exported', properties: { pages: 3 } })
  await watch()
  expect(early).toHaveLength(6)
  expect(early.at(-1)).toEqual({ name: 'note.exported', properties: { pages: 3 } })
})
