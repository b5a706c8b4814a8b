import { givePart } from '../give-part.ts'
import type { LeavingPart } from './part.ts'
import { leavingView } from './view.ts'

givePart<LeavingPart>(leavingView)
