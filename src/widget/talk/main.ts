import { givePart } from '../give-part.ts'
import type { TalkPart } from './part.ts'
import { talkView } from './view.ts'

givePart<TalkPart>(talkView)
