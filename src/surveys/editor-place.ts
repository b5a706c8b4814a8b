import type { EditorAct } from './editor-acts.ts'
import type { Look } from './editor-view.ts'
import { lastOf, type TypedFields } from './form-reader.ts'
import { listAt, type Written } from './written.ts'

/** How the card is looked at: as the form says, or else as the page's address does. */
export function lookIn(typed: TypedFields | undefined, query: Record<string, unknown>): Look {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 35) : '')
  const scheme = text(typed ? lastOf(typed['look:scheme']) : query.scheme)
  return {
    language: text(typed ? lastOf(typed['look:language']) : query.language),
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : '',
  }
}

/**
 * Where the editor opens again after one of its buttons: at what the button was about. `saved`: the instant (ms) of what
 * was stored, for a script that goes on from there; the page may hold what somebody else has stored since.
 */
export function placeAfter(
  button: string,
  act: EditorAct | undefined,
  written: Written,
  look: Look,
  saved: number,
): string {
  const isOfRules = act !== undefined && (act.act === 'add-rule' || ('list' in act && act.list === 'rules'))
  const at = anchorAfter(button, act, written)
  const query = new URLSearchParams({
    saved: String(saved),
    ...(at && { at }),
    ...(look.language && { language: look.language }),
    ...(look.scheme && { scheme: look.scheme }),
    ...(isOfRules && { open: 'rules' }),
  }).toString()
  return `?${query}${at && `#${at}`}`
}

function anchorAfter(button: string, act: EditorAct | undefined, written: Written): string {
  if (button === 'look') return 'preview'
  if (/^more:choices-\d{1,2}$/.test(button)) return button.slice('more:'.length)
  const last = (list: string) => Math.max(0, listAt(written, [list]).length - 1)
  if (!act) return ''
  switch (act.act) {
    case 'add-question':
      return `question-${last('questions')}`
    case 'add-trigger':
      return `trigger-${last('triggers')}`
    case 'add-rule':
      return `rule-${last('rules')}`
    case 'remove-choice':
      return `choices-${act.at}`
    case 'remove':
      return { questions: 'questions', rules: 'fold-rules', triggers: 'moments' }[act.list]
    default: {
      const one = { questions: 'question', rules: 'rule', triggers: 'trigger' }[act.list]
      return `${one}-${Math.min(last(act.list), Math.max(0, act.at + (act.act === 'up' ? -1 : 1)))}`
    }
  }
}
