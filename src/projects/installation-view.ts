import { type FirstInstants, type InstallationStep, installationSteps } from './installation.ts'
import type { PageRefusal } from './refusals.ts'

const names: Record<InstallationStep, string> = {
  connected: 'A page is connected',
  exposure: 'Somebody saw a change',
  answer: 'Somebody answered',
}

const waitingFor: Record<InstallationStep, string> = {
  connected: 'Put the line into a page and load it; this page tells you when it comes in.',
  exposure: 'Publish a flag and show it: the widget tells what was on the screen for a second.',
  answer: 'An answer to a question, or something that somebody writes unasked.',
}

const sentences: Record<InstallationStep | 'waiting', string> = {
  waiting: 'No page has come in yet.',
  connected: 'A page is connected. What it shows has not been seen yet.',
  exposure: 'Your pages show changes, and people see them. Nobody has answered yet.',
  answer: 'It works: pages come in, people see changes, and they answer.',
}

/** How far it has come, in one sentence and step by step, and what to change where pages were refused. */
export function installationView(firsts: FirstInstants, refusals: readonly PageRefusal[]) {
  // Whatever came later cannot have come without what is before it, which may be older than its record.
  const furthest = installationSteps.findLastIndex((step) => firsts[step] !== undefined)
  const state = installationSteps[furthest] ?? 'waiting'
  const isKeptOut = state === 'waiting' && refusals.length > 0
  return {
    sentence: isKeptOut ? 'Pages were refused: what to change stands below.' : sentences[state],
    steps: installationSteps.map((step, i) => ({
      ...{ name: names[step], isReached: i <= furthest, isNext: i === furthest + 1, at: firsts[step] },
      ...{ hint: waitingFor[step] },
    })),
    refusals: refusals.map(({ kind, what, times, at }) => ({
      ...{ what, at, times, isOrigin: kind === 'origin', isRepeated: times > 1 },
    })),
  }
}
