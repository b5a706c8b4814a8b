import { type FieldFault, invalidShape } from '../base/problem.ts'
import type { Flag } from '../flags/flag.ts'
import type { Question } from './question.ts'
import { type Survey, type SurveyDraft, surveyDraft } from './survey.ts'
import { textsOf } from './survey-texts.ts'

/** What a survey may refer to, and its revisions until now. */
type Around = {
  flags: readonly Pick<Flag, 'key' | 'variants'>[]
  channels: readonly string[]
  earlier: readonly Survey[]
}

/** What was written, as a survey that is whole in itself; refused with every fault by its field. */
export function draftFrom(written: unknown): SurveyDraft {
  const read = surveyDraft.safeParse(written)
  if (!read.success) throw invalidShape(read.error)
  return withoutStrayTexts(read.data)
}

/** Translations of what was removed meanwhile, or of the survey's own language, are left out. */
function withoutStrayTexts({ translations, ...draft }: SurveyDraft): SurveyDraft {
  const paths = new Set(textsOf(draft).map(({ path }) => path))
  const kept = Object.entries(translations)
    .filter(([language]) => language !== draft.language)
    .map(([language, texts]) => [
      language,
      Object.fromEntries(Object.entries(texts).filter(([path, text]) => paths.has(path) && text.trim() !== '')),
    ])
  return { ...draft, translations: Object.fromEntries(kept) }
}

/** What keeps a whole survey from being published in this project. */
export function publishFaults(draft: SurveyDraft, { flags, channels, earlier }: Around): FieldFault[] {
  const faults: FieldFault[] = []
  const fault = (field: string, message: string) => faults.push({ field, message })

  function checkFlag(field: string, key: string | undefined, variants: readonly string[] = []): void {
    if (key === undefined) return
    const flag = flags.find((one) => one.key === key)
    if (!flag) return void fault(`${field}.flag`, `There is no flag ${key}`)
    const unknown = variants.find((variant) => !flag.variants.some((one) => one.key === variant))
    if (unknown !== undefined) fault(`${field}.variants`, `There is no variant ${unknown} of ${key}`)
  }

  for (const [i, trigger] of draft.triggers.entries())
    if ('flag' in trigger)
      checkFlag(`triggers.${i}`, trigger.flag, trigger.on === 'exposure' ? trigger.variants : undefined)
  for (const [i, { flag, variants }] of (draft.audience.flags ?? []).entries())
    checkFlag(`audience.flags.${i}`, flag, variants)
  checkFlag('quota.perVariant', draft.quota.perVariant?.flag)
  for (const channel of draft.audience.channels ?? [])
    if (!channels.includes(channel)) fault('audience.channels', `There is no channel ${channel}`)
  for (const [i, question] of draft.questions.entries()) {
    const before = earlier.flatMap(({ questions }) => questions).find(({ id }) => id === question.id)
    if (before && !isComparable(before, question))
      fault(`questions.${i}.id`, 'This id has stood for another kind of question: give this one an id of its own')
  }
  return faults
}

/** Whether answers to the one can be counted with those to the other. */
const isComparable = (one: Question, other: Question): boolean =>
  one.kind === other.kind && (one.kind !== 'rating' || other.kind !== 'rating' || one.steps === other.steps)
