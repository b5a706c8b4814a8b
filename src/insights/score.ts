/** Counts of answers by score: eleven bins, the i-th for score i of 0..10. */
export type Histogram = readonly number[]

/** How much a page may make of n answers. */
export type Verdict = 'too few' | 'tentative' | 'shown'

/** The fewest answers that a score is made of, and that a group holds which others can be told apart from. */
export const fewest = 5

export const count = (histogram: Histogram): number => histogram.reduce((total, n) => total + n, 0)

/** The mean score, 0..10; NaN when nobody answered. */
export const mean = (histogram: Histogram): number =>
  histogram.reduce((total, n, score) => total + n * score, 0) / count(histogram)

/** Promoters gave 9 or 10, detractors 0 to 6 (Reichheld, Harvard Business Review, December 2003). */
export const promoters = (histogram: Histogram): number => count(histogram.slice(9))
export const detractors = (histogram: Histogram): number => count(histogram.slice(0, 7))

/** Net promoter score, −100..100; NaN when nobody answered. */
export const nps = (histogram: Histogram): number =>
  (100 * (promoters(histogram) - detractors(histogram))) / count(histogram)

/** A score with as many digits as an interval of this width bears: one, or two where that would round it away. */
export const scoreText = (score: number, width: number): string => score.toFixed(width < 0.2 ? 2 : 1)

export function verdict(n: number): Verdict {
  if (n < fewest) return 'too few'
  return n < 20 ? 'tentative' : 'shown'
}
