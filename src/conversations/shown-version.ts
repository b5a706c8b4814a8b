import { z } from 'zod'
import { clientId, wholeNumber } from '../base/text.ts'

/** The versions that a member decided on, by conversation; one that is not named is taken as it is. */
export const versionsShown = z.record(clientId, z.int())

export type VersionsShown = Readonly<z.infer<typeof versionsShown>>

/** A conversation as a page showed it: its id and, after a space, the version that it had there. */
export const shownConversation = z
  .string()
  .transform((text): [string, (string | undefined)?] => {
    const [id = '', version] = text.split(' ')
    return [id, version]
  })
  .pipe(z.tuple([clientId, wholeNumber(1e12).optional()]))

export const versionsOf = (shown: readonly z.infer<typeof shownConversation>[]): VersionsShown =>
  Object.fromEntries(shown.flatMap(([id, version]) => (version === undefined ? [] : [[id, version]])))
