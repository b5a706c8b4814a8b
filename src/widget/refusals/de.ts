import type { Refused } from './en.ts'

export const refused: Refused = {
  invalid: 'So kann es nicht gesendet werden: Etwas darin ist zu lang oder nicht erlaubt.',
  entry: 'Das geht von hier aus nicht mehr. Lade die Seite neu.',
  late: 'Dafür ist es zu spät: Inzwischen hat sich etwas geändert.',
  full: 'Mehr passt hier nicht hinein.',
  tooMuch: (when) => `Das war viel auf einmal. Versuch es ${when} noch einmal.`,
}
