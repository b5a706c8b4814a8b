import type { LeavingDraft } from '../conversations/leaving.ts'
import { paceName } from '../pacing/policy.ts'
import { steppingBack } from '../pacing/stepping-back.ts'
import type { Project } from '../projects/project.ts'

type Left = Pick<LeavingDraft, 'act' | 'flag'>
type Said = { text: string; undo: { action: string; label: string } }

const reasons: Record<LeavingDraft['reason'], string> = {
  'too-buggy': 'Too buggy',
  'changed-too-much': 'Changed too much',
  'too-fast': 'Too fast',
  other: 'Something else',
}

type Choice = { channel: string; pace: string }

/** How a choice steps back from the one before, if it does. */
export function leftBetween({ channels }: Pick<Project, 'channels'>, before: Choice, after: Choice): Left | undefined {
  const act = steppingBack(before, after, { channels: channels.map(({ key }) => key), paces: paceName.options })
  return act && { act }
}

/** Asks, beside what was done and its way back, why somebody has stepped back; `id`: of what they say. */
export function askingWhyLeft({ key }: Pick<Project, 'key'>, said: Said, left: Left | undefined, id: string) {
  if (!left) return said
  const fields = { id, undo: said.undo.action, act: left.act, ...(left.flag !== undefined && { flag: left.flag }) }
  return {
    ...said,
    ask: {
      words: 'Why? Only if you like.',
      action: `/me/${key}/leaving`,
      fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
      name: 'reason',
      answers: Object.entries(reasons).map(([value, label]) => ({ value, label })),
      leave: { href: `/me/${key}`, label: 'Rather not say' },
    },
  }
}
