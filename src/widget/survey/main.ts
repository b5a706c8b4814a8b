import { givePart } from '../give-part.ts'
import type { SurveyPart } from './part.ts'
import { surveyView } from './view.ts'

givePart<SurveyPart>(surveyView)
