import type { PartScript } from '../load-part.ts'
import type { ChoicesPart } from './part.ts'
import { choicesView } from './view.ts'

const script = document.currentScript as PartScript<ChoicesPart> | null
if (script) script.gives = choicesView
