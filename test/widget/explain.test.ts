import type { ProblemKind } from '../../src/base/problem.ts'
import { explaining } from '../../src/widget/explain.ts'
import { Refusal } from '../../src/widget/refusal.ts'
import { refused as arRefused } from '../../src/widget/refusals/ar.ts'
import { refused as deRefused } from '../../src/widget/refusals/de.ts'
import { refused as enRefused, type Refused } from '../../src/widget/refusals/en.ts'
import { refused as esRefused } from '../../src/widget/refusals/es.ts'
import { refused as frRefused } from '../../src/widget/refusals/fr.ts'
import * as ar from '../../src/widget/texts/ar.ts'
import * as de from '../../src/widget/texts/de.ts'
import * as en from '../../src/widget/texts/en.ts'
import * as es from '../../src/widget/texts/es.ts'
import * as fr from '../../src/widget/texts/fr.ts'

const message = 'As many people as were wanted have answered meanwhile.'
const refusal = (kind: ProblemKind, retryAfter?: number) =>
  new Refusal({ kind, message, faults: [], ...(retryAfter !== undefined && { retryAfter }) })

const explainingIn = ({ texts, written }: typeof en, refused?: Refused) =>
  explaining(texts.failed, refused, written.dates)

it('says in English what the server said', () => {
  const explain = explainingIn(en, enRefused)
  expect(explain(refusal('conflict'))).toBe(message)
  expect(explain(new Error('timeout'))).toBe('That did not work. Please try again.')
})

it.each<[ProblemKind, number | undefined, string]>([
  ['invalid', undefined, 'So kann es nicht gesendet werden: Etwas darin ist zu lang oder nicht erlaubt.'],
  ['unauthenticated', undefined, 'Das geht von hier aus nicht mehr. Lade die Seite neu.'],
  ['forbidden', undefined, 'Das geht von hier aus nicht mehr. Lade die Seite neu.'],
  ['missing', undefined, 'Dafür ist es zu spät: Inzwischen hat sich etwas geändert.'],
  ['conflict', undefined, 'Dafür ist es zu spät: Inzwischen hat sich etwas geändert.'],
  ['stale', undefined, 'Dafür ist es zu spät: Inzwischen hat sich etwas geändert.'],
  ['limited', undefined, 'Mehr passt hier nicht hinein.'],
  ['limited', 20, 'Das war viel auf einmal. Versuch es in 20 Sekunden noch einmal.'],
  ['limited', 90, 'Das war viel auf einmal. Versuch es in 90 Sekunden noch einmal.'],
  ['limited', 91, 'Das war viel auf einmal. Versuch es in 2 Minuten noch einmal.'],
  ['limited', 5401, 'Das war viel auf einmal. Versuch es in 2 Stunden noch einmal.'],
  ['unavailable', 5, 'Das hat nicht geklappt. Bitte versuch es noch einmal.'],
])('says in German that something is %s (%p s)', (kind, retryAfter, said) => {
  expect(explainingIn(de, deRefused)(refusal(kind, retryAfter))).toBe(said)
})

it.each([
  ['Arabic', ar, arRefused, 'خلال دقيقتين'],
  ['Spanish', es, esRefused, 'dentro de 2 minutos'],
  ['French', fr, frRefused, 'dans 2 minutes'],
])('says everything in %s', (_name, texts, refused, when) => {
  const explain = explainingIn(texts, refused)
  expect(explain(refusal('limited', 120))).toContain(when)
  const kinds: ProblemKind[] = ['invalid', 'forbidden', 'missing', 'conflict', 'stale', 'limited', 'unavailable']
  for (const kind of kinds) expect(explain(refusal(kind))).not.toMatch(/^$|meanwhile/)
})
