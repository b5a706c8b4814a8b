import { givePart } from '../give-part.ts'
import type { ChoicesPart } from './part.ts'
import { choicesView } from './view.ts'

givePart<ChoicesPart>(choicesView)
