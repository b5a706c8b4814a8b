import { normalQuantile, studentQuantile } from './distributions.ts'
import { count, detractors, type Histogram, mean, nps, promoters } from './score.ts'

export type Interval = { estimate: number; low: number; high: number }

const z95 = normalQuantile(0.975)
const greatest = 10

/**
 * The mean score with Student's t interval, clamped to 0..10, its spread taken with half an answer more, laid evenly
 * over the eleven scores (a Dirichlet prior of 1/22 a bin; plain t covers 80 to 90 % where most people give a ten,
 * this 93 % and more); when all n answers are equal, by the rule of three's exact form (Hanley & Lippman-Hand, JAMA
 * 249, 1983): at most 1 − (1 − level)^(1/n) of people would answer otherwise, at worst with a 0 or a 10.
 */
export function meanInterval(histogram: Histogram, level = 0.95): Interval {
  const n = answered(histogram)
  const estimate = mean(histogram)
  if (histogram.includes(n)) {
    const others = 1 - (1 - level) ** (1 / n)
    return { estimate, low: estimate * (1 - others), high: estimate * (1 - others) + greatest * others }
  }
  const extra = 0.5
  const smoothed = histogram.map((answers) => answers + extra / histogram.length)
  const centre = mean(smoothed)
  const squares = smoothed.reduce((sum, weight, score) => sum + weight * (score - centre) ** 2, 0)
  const standardError = Math.sqrt(squares / (n + extra) / (n + extra - 1))
  const half = studentQuantile((1 + level) / 2, n - 1) * standardError
  return { estimate, low: Math.max(0, centre - half), high: Math.min(greatest, centre + half) }
}

/** A share, 0..1, with its 95 % score interval (Wilson, JASA 22, 1927). */
export function wilson(successes: number, n: number): Interval {
  if (!(n > 0)) throw new RangeError('A share needs an answer')
  const estimate = successes / n
  const squared = z95 * z95
  const centre = (successes + squared / 2) / (n + squared)
  const half = (z95 / (n + squared)) * Math.sqrt(n * estimate * (1 - estimate) + squared / 4)
  // At the two ends the limit is the share itself, which rounding must not pass.
  return {
    estimate,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  }
}

/** NPS, −100..100, with its 95 % adjusted Wald interval: n + 3, + ¾ promoters, + ¾ detractors (Sauro & Lewis on Rocks 2016, measuringu.com/nps-confidence-intervals). */
export function npsInterval(histogram: Histogram): Interval {
  const n = answered(histogram) + 3
  const up = (promoters(histogram) + 0.75) / n
  const down = (detractors(histogram) + 0.75) / n
  const centre = up - down
  const half = z95 * Math.sqrt((up + down - centre * centre) / n)
  const estimate = nps(histogram)
  // After a single answer the adjusted interval ends just short of it.
  return {
    estimate,
    low: Math.max(-100, Math.min(estimate, 100 * (centre - half))),
    high: Math.min(100, Math.max(estimate, 100 * (centre + half))),
  }
}

function answered(histogram: Histogram): number {
  const n = count(histogram)
  if (histogram.length !== greatest + 1 || !(n > 0)) throw new RangeError('An interval needs eleven bins and an answer')
  return n
}
