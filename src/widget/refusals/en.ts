/** What is said of a refusal by its kind. */
export type Refused = {
  invalid: string
  entry: string
  /** Something has happened meanwhile, or is not there any more. */
  late: string
  full: string
  /** `when`: "in 20 seconds". */
  tooMuch: (when: string) => string
}

/** The server's own words are English, and say more. */
export const refused: Refused | undefined = undefined
