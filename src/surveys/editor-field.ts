import { isYes, listAt, type Path, textAt } from './written.ts'

/** One thing to fill in, as views/surveys/field.hbs draws it. */
export type EditorField = {
  name: string
  label: string
  control: 'text' | 'number' | 'textarea' | 'select' | 'check' | 'checks' | 'moment'
  value: string
  hint?: string
  error?: string
  most?: number
  isChecked?: boolean
  options?: { value: string; label: string; isChosen: boolean }[]
}

/** One of several alike in the editor, such as a question: where it is in its list, and counted from 1. */
export type EditorPart = {
  at: number
  place: number
  /** What is wrong with it and with none of its fields. */
  faults: string[]
}

type More = { hint?: string; most?: number; usual?: string | number }
type Option = readonly [value: string, label: string]

/** Makes the fields for what is written; `faults`: what is wrong, by dotted path. */
export function fieldMaker(written: unknown, faults: ReadonlyMap<string, string>) {
  const shown = new Set<string>()

  function field(path: Path, label: string, control: EditorField['control'], more: More = {}): EditorField {
    const { hint, most, usual } = more
    const error = faults.get(path.join('.'))
    if (error !== undefined) shown.add(path.join('.'))
    return {
      ...{ name: path.join(':'), label, control, value: textAt(written, path) || String(usual ?? '') },
      ...(hint !== undefined && { hint }),
      ...(most !== undefined && { most }),
      ...(error !== undefined && { error }),
    }
  }
  return {
    /** Whether what is wrong there stands beside a field. */
    isShown: (path: string) => shown.has(path),

    /** What is wrong below a path and stands beside none of the fields that have been made. */
    others(path: Path): string[] {
      const at = path.join('.')
      const below = [...faults].filter(([one]) => (one === at || one.startsWith(`${at}.`)) && !shown.has(one))
      return [...new Set(below.map(([, words]) => words))]
    },

    text: (path: Path, label: string, more?: More) => field(path, label, 'text', more),
    long: (path: Path, label: string, more?: More) => field(path, label, 'textarea', more),
    number: (path: Path, label: string, more?: More) => field(path, label, 'number', more),

    check: (path: Path, label: string, more?: More): EditorField => ({
      ...field(path, label, 'check', more),
      isChecked: isYes(written, path),
    }),

    select(path: Path, label: string, options: readonly Option[], more?: More): EditorField {
      const made = field(path, label, 'select', more)
      // What is not offered, such as a flag that is gone, must not turn into something else by being looked at.
      const isOffered = made.value === '' || options.some(([value]) => value === made.value)
      const all: readonly Option[] = isOffered ? options : [...options, [made.value, `${made.value} (gone)`]]
      return {
        ...made,
        options: all.map(([value, text]) => ({ value, label: text, isChosen: value === made.value })),
      }
    },

    /** Any of several; those that are chosen and not offered any more stand at the end. */
    checks(path: Path, label: string, options: readonly Option[], more?: More): EditorField {
      const chosen = listAt(written, path).map(String)
      const gone = chosen.filter((one) => options.every(([value]) => value !== one))
      const all: readonly Option[] = [...options, ...gone.map((value): Option => [value, `${value} (gone)`])]
      return {
        ...field(path, label, 'checks', more),
        options: all.map(([value, text]) => ({ value, label: text, isChosen: chosen.includes(value) })),
      }
    },

    /** A moment in UTC. */
    moment(path: Path, label: string, more?: More): EditorField {
      const made = field(path, label, 'moment', more)
      const at = Number(made.value || Number.NaN)
      const isInstant = Number.isSafeInteger(at) && Math.abs(at) < 8.64e15
      return { ...made, value: isInstant ? new Date(at).toISOString().slice(0, 16) : made.value }
    },
  }
}

export type FieldMaker = ReturnType<typeof fieldMaker>
