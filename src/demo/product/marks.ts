/** One line of a note: what it is, and its text with `**bold**` and `*italic*` still in it. */
export type Line = { kind: 'p' | 'h2' | 'li' | 'blockquote'; text: string }

export type Run = { text: string; mark?: 'b' | 'i' }

const prefixes = { h2: '# ', li: '- ', blockquote: '> ' } as const

export function readLines(text: string): Line[] {
  return text.split('\n').map((line) => {
    for (const kind of ['h2', 'li', 'blockquote'] as const)
      if (line.startsWith(prefixes[kind])) return { kind, text: line.slice(prefixes[kind].length) }
    return { kind: 'p', text: line }
  })
}

export const writeLines = (lines: readonly Line[]): string =>
  lines.map(({ kind, text }) => (kind === 'p' ? text : prefixes[kind] + text)).join('\n')

/** Splits a line at its marks. */
export function readRuns(text: string): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const match of text.matchAll(/\*\*([^*]+)\*\*|\*([^*]+)\*/g)) {
    if (match.index > from) runs.push({ text: text.slice(from, match.index) })
    runs.push(match[1] === undefined ? { text: match[2] ?? '', mark: 'i' } : { text: match[1], mark: 'b' })
    from = match.index + match[0].length
  }
  if (from < text.length) runs.push({ text: text.slice(from) })
  return runs
}
