import { givePart } from '../give-part.ts'
import type { SurveyPart } from './part.ts'
import { surveyCard } from './survey-card.ts'
import { dress } from './survey-style.ts'

givePart<SurveyPart>({ dress, card: surveyCard })
