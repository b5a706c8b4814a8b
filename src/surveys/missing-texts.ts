import { z } from 'zod'
import type { SurveyDraft } from './survey.ts'
import { textsOf } from './survey-texts.ts'

/** A text that stands untranslated in one of a survey's languages. */
export const missingText = z.object({ language: z.string(), path: z.string(), text: z.string() })

export type MissingText = z.infer<typeof missingText>

/** What is not translated yet, language by language; people would read it in the survey's own. */
export function missingTexts(
  draft: Pick<SurveyDraft, 'language' | 'translations' | 'questions' | 'thanks'>,
): MissingText[] {
  const texts = textsOf(draft)
  return Object.entries(draft.translations)
    .filter(([language]) => language !== draft.language)
    .flatMap(([language, translated]) =>
      texts.filter(({ path }) => !translated[path]?.trim()).map(({ path, text }) => ({ language, path, text })),
    )
}
