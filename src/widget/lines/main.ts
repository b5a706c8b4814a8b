import { givePart } from '../give-part.ts'
import { listen } from './listen.ts'
import type { LinesPart } from './part.ts'

givePart<LinesPart>(listen)
