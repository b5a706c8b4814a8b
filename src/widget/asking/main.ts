import { givePart } from '../give-part.ts'
import { askingView } from './asking.ts'
import type { AskingPart } from './part.ts'

givePart<AskingPart>(askingView)
