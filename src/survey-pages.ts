import type { Clock } from './base/clock.ts'
import type { Page } from './http/page.ts'
import { figuresOf } from './insights/question-figures.ts'
import type { Services } from './services.ts'
import { surveyPages } from './surveys/survey.pages.ts'
import { surveyActPages } from './surveys/survey-act.pages.ts'
import { surveyEditorPages } from './surveys/survey-editor.pages.ts'
import { surveyPublishPages } from './surveys/survey-publish.pages.ts'
import { surveyShowPages } from './surveys/survey-show.pages.ts'
import { surveyTextsPages } from './surveys/survey-texts.pages.ts'

/** All pages of the team about surveys, with what insights make of the answers. */
export function surveyPagesOf(all: Services, { now }: Clock): Page[] {
  const { flagsOf } = all.ruleset
  const parts = { ...all, flagsOf, figuresOf, now }
  return [
    ...surveyPages(parts),
    ...surveyActPages(parts),
    ...surveyEditorPages(parts),
    ...surveyTextsPages(parts),
    ...surveyPublishPages(parts),
    ...surveyShowPages(parts),
  ]
}
