/** How long (ms) to wait after so many tries that failed: doubling from half a minute to six hours. */
export const pauseAfter = (tries: number): number => Math.min(6 * 3_600_000, 30_000 * 2 ** Math.max(0, tries - 1))

/** About two days with these pauses. */
export const mostTries = 16

/** One line for a header, whatever somebody called themselves or their product. */
export const headerText = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)

/** The domain of an address, for message ids. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
