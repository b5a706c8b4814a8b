import { type Question, question } from './question.ts'
import { listAt, textAt, type Written, writtenOf } from './written.ts'

/**
 * The questions that are being written as far as they can be shown: what is not written yet stands as “…”, and one that
 * is no question at all is left out.
 */
export const looseQuestions = (written: Written): Question[] =>
  listAt(written, ['questions']).flatMap((one) => {
    const known = writtenOf(one)
    const choices = listAt(known, ['choices']).filter((choice) => textAt(choice, ['label']) !== '')
    const patched = {
      ...known,
      text: textAt(known, ['text']) || '…',
      ...(known.kind === 'boolean' && { yes: textAt(known, ['yes']) || '…', no: textAt(known, ['no']) || '…' }),
      ...(known.kind === 'statement' && { button: textAt(known, ['button']) || '…' }),
      ...('choices' in known && { choices: [...choices, ...unwritten].slice(0, Math.max(2, choices.length)) }),
    }
    const read = question.safeParse(patched)
    return read.success ? [read.data] : []
  })

const unwritten = [
  { id: 'unwritten-1', label: '…' },
  { id: 'unwritten-2', label: '…' },
]
