const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x) for x > 0 by the Lanczos approximation (SIAM J. Numer. Anal. 1, 1964; g = 7, nine terms as in Godfrey's note). */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs x > 0, got ${x}`)
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const sum = lanczos.reduce((total, term, i) => (i === 0 ? term : total + term / (z + i)), 0)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** I_x(a, b) for 0 ≤ x ≤ 1 and a, b > 0: the continued fraction of DLMF 8.17.22, summed by Lentz's method. */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`regularisedBeta needs 0 ≤ x ≤ 1, got ${x}`)
  if (x === 0 || x === 1) return x
  // The fraction converges fast only below the mean; beyond it the symmetry I_x(a, b) = 1 − I_{1−x}(b, a) helps.
  return x <= (a + 1) / (a + b + 2) ? lowerBeta(x, 1 - x, a, b) : 1 - lowerBeta(1 - x, x, b, a)
}

function lowerBeta(x: number, y: number, a: number, b: number): number {
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y)
  return (Math.exp(front) / a) * betaFraction(x, a, b)
}

function betaFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value)
  let numerator = 1
  let denominator = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let fraction = denominator
  for (let m = 1; m <= 10_000; m++) {
    let change = 1
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    for (const term of [even, odd]) {
      denominator = 1 / awayFromZero(1 + term * denominator)
      numerator = awayFromZero(1 + term / numerator)
      change = numerator * denominator
      fraction *= change
    }
    if (Math.abs(change - 1) < 1e-15) return fraction
  }
  throw new RangeError(`regularisedBeta does not converge for a = ${a}, b = ${b}`)
}

/** P(T ≤ t) of Student's t with `df` > 0 degrees of freedom, through the incomplete beta (DLMF 8.17; Abramowitz & Stegun 26.7.1). */
export const studentCdf = (t: number, df: number): number =>
  t > 0 ? 1 - studentUpperTail(t, df) : studentUpperTail(-t, df)

/** The t with P(T ≤ t) = p for 0 < p < 1, by Newton's method on `studentCdf` and its density (Abramowitz & Stegun 26.7). */
export function studentQuantile(p: number, df: number): number {
  const logPeak = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI)
  const density = (t: number) => Math.exp(logPeak - ((df + 1) / 2) * Math.log1p((t * t) / df))
  return quantile(p, (t) => studentUpperTail(t, df), density)
}

// Near t = 0 the argument df / (df + t²) rounds to one; its complement keeps the digits.
function studentUpperTail(t: number, df: number): number {
  const square = t * t
  return square < df
    ? 0.5 * (1 - regularisedBeta(square / (df + square), 0.5, df / 2))
    : 0.5 * regularisedBeta(df / (df + square), df / 2, 0.5)
}

/**
 * Φ(z) of the standard normal by Hart's rational approximation 5666, as in West, "Better approximations to cumulative
 * normal functions" (Wilmott, 2005), and beyond |z| = 5 by Laplace's continued fraction (Abramowitz & Stegun 26.2.14).
 */
export const normalCdf = (z: number): number => (z > 0 ? 1 - normalUpperTail(z) : normalUpperTail(-z))

/** The z with Φ(z) = p for 0 < p < 1, by Newton's method on `normalCdf` and its density. */
export const normalQuantile = (p: number): number => quantile(p, normalUpperTail, normalDensity)

const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

const hartAbove = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
] as const
const hartBelow = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
] as const

function normalUpperTail(z: number): number {
  if (z < 5) return (Math.exp((-z * z) / 2) * polynomial(hartAbove, z)) / polynomial(hartBelow, z)
  let fraction = z
  for (let k = 40; k > 0; k--) fraction = z + k / fraction
  return normalDensity(z) / fraction
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0)

// For a density symmetric about zero that falls on both sides: its upper tail is convex there, so that Newton's method
// from zero never passes the root. The smaller tail is solved, since it has the digits.
function quantile(p: number, upperTail: (x: number) => number, density: (x: number) => number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A quantile needs 0 < p < 1, got ${p}`)
  const tail = Math.min(p, 1 - p)
  let x = 0
  let step = 0
  do {
    step = (upperTail(x) - tail) / density(x)
    x += step
  } while (step > 1e-15 * x)
  return p < 0.5 ? -x : x
}
