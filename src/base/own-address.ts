import { invalid } from './problem.ts'

/** What stands in the console's addresses where the key of a project, a flag or a survey stands, or may come to stand there. */
const taken = {
  project:
    'account accounts admin api audit console demo help join me members new privacy projects search settings set-up sign-in sign-out sign-up static webhooks widget'.split(
      ' ',
    ),
  flag: ['new'],
  survey: ['new'],
}

/** Refuses a key whose pages nobody could reach, because the console has a page of its own there. */
export function refuseOwnAddress(kind: keyof typeof taken, key: string): void {
  if (taken[kind].includes(key)) throw invalid('key', 'The console needs this address for itself: use another key')
}
