import type { FlagService } from '../flags/flag.service.ts'
import type { ChangeDraft } from '../flags/flag.ts'
import type { Project } from '../projects/project.ts'
import { team } from './demo-data.ts'

const all = 100_000
const [mara, tomas] = team.map((name) => ({ name })) as [{ name: string }, { name: string }]

type Quiet = Pick<ChangeDraft, 'class' | 'weights' | 'reach'>

const quiet = (change: Quiet): ChangeDraft => ({ urgent: false, announced: false, ...change })
const told = (title: string, sentence: string, change: Quiet): ChangeDraft => ({
  ...{ urgent: false, announced: true, title, sentence },
  ...change,
})

/** What the team did, and how many days ago. */
export const demoStory = (flags: FlagService, project: Project): { daysAgo: number; act: () => Promise<unknown> }[] => {
  const at = (daysAgo: number, act: () => Promise<unknown>) => ({ daysAgo, act })
  const publish = (key: string, draft: ChangeDraft, by = mara) => flags.publish(project, key, draft, by)
  return [
    at(20.9, () =>
      publish('note-list', quiet({ class: 'feature', weights: { cosy: all }, reach: { stable: all } }), tomas),
    ),
    at(20.9, () => publish('welcome', quiet({ class: 'feature', weights: { warm: all }, reach: { stable: all } }))),
    at(20, () =>
      publish(
        'new-editor',
        told('New editor', 'Write and see the result in one place.', {
          class: 'feature',
          weights: { on: all },
          reach: { canary: all, beta: 20_000, stable: 0 },
        }),
      ),
    ),
    at(18, () => flags.widen(project, 'new-editor', 1, { beta: 50_000 }, mara)),
    at(16, () =>
      publish(
        'note-list',
        told('A new note list', 'Your notes stand closer together, or as cards.', {
          class: 'feature',
          weights: { cosy: 34_000, compact: 33_000, cards: 33_000 },
          reach: { stable: all },
        }),
        tomas,
      ),
    ),
    // Pasted lists lost their lines: nobody else gets it until the fix is out.
    at(15.1, () => flags.halt(project, 'new-editor', 1, tomas)),
    at(14.2, () =>
      publish('new-editor', quiet({ class: 'fix', weights: { on: all }, reach: { canary: all, beta: 50_000 } }), tomas),
    ),
    at(14.1, () => flags.resume(project, 'new-editor', tomas)),
    at(12, () => flags.widen(project, 'new-editor', 2, { stable: 45_000 }, mara)),
    at(9.5, () =>
      publish(
        'welcome',
        told('A cheerful greeting', 'Notewell says hello in a brighter way.', {
          class: 'feature',
          weights: { cheerful: all },
          reach: { canary: all, beta: all },
        }),
      ),
    ),
    // It covered the first note on phones.
    at(8.4, () => flags.rollBack(project, 'welcome', 1, mara)),
    at(6, () =>
      flags.offer(
        project,
        'note-list',
        { variant: 'cards', title: 'Notes as cards', sentence: 'Each note is a card with its first lines.' },
        tomas,
      ),
    ),
    at(3, () =>
      publish(
        'new-editor',
        told('Paste from anywhere', 'Pasted text keeps its headings and lists.', {
          class: 'feature',
          weights: { on: all },
          reach: { canary: all, beta: all },
        }),
        tomas,
      ),
    ),
    at(1, () =>
      publish(
        'welcome',
        told('A quieter greeting', 'One short line, and it stays out of the way of your notes.', {
          class: 'feature',
          weights: { plain: all },
          reach: { stable: all },
        }),
      ),
    ),
  ]
}
