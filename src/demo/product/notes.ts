export type Note = { id: number; title: string; text: string; at: number }

const hour = 3_600_000

/** What is there when the page opens; text in a small Markdown: `# `, `- `, `> `, `**bold**`, `*italic*`. */
export const firstNotes = (now: number): Note[] => [
  {
    id: 1,
    title: 'Holiday list',
    text: [
      'Book the ferry before Friday. Ask Tom about the *big* tent.',
      '# Bring',
      '- The map, it is in the blue bag',
      '- Two head lamps',
      '- Rain jackets',
      '> The harbour office opens at nine, not eight.',
    ].join('\n'),
    at: now - hour,
  },
  { id: 2, title: 'Groceries', text: '- Oats\n- Lemons\n- Coffee, the dark one\n- Rye bread', at: now - 26 * hour },
  {
    id: 3,
    title: 'Ideas for spring',
    text: 'Peas along the fence, and this time with a net.\nPaint the bench.\nA shelf over the door?',
    at: now - 5 * 24 * hour,
  },
  {
    id: 4,
    title: 'Reading',
    text: 'Finish the one about lighthouses. Then the letters.',
    at: now - 12 * 24 * hour,
  },
]

/** The first line with words in it, without its marks. */
export const firstLine = ({ text }: Note): string =>
  (text.split('\n').find((line) => line.trim() !== '') ?? '').replace(/^(# |- |> )/, '').replaceAll('*', '')
