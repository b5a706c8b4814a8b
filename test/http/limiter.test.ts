import { movingClock } from '../../src/base/clock.ts'
import { type Asker, limiter } from '../../src/http/limiter.ts'
import { type LimitName, limitOf } from '../../src/http/limits.ts'

const burst = limitOf('signIn').address?.burst ?? 0
const placeOf = (number: number) => `2001:db8:0:${number.toString(16)}::1`

function crowded() {
  const limits = limiter({ clock: movingClock(0), most: 100 })
  /** Whether it is let through. */
  return (name: LimitName, asker: Asker): boolean => {
    try {
      limits.admit(name, asker)
      return true
    } catch {
      return false
    }
  }
}

it('lets nobody have their limits back by making others ask for ever more', () => {
  const admits = crowded()
  for (let i = 0; i < burst; i++) expect(admits('signIn', { address: '192.0.2.1' })).toBe(true)
  for (let i = 0; i < 1000; i++) {
    admits('any', { address: placeOf(i) })
    admits('events', { address: placeOf(i), project: 'p', subject: `p/${i}` })
    admits('signIn', { address: placeOf(i) })
  }
  expect(admits('signIn', { address: '192.0.2.1' })).toBe(false)
})

it('keeps those for whom a limit has no room left to what one of them may have', () => {
  const admits = crowded()
  const guesses = Array.from({ length: 1000 }, (_, i) => admits('signIn', { address: placeOf(i) }))
  expect(guesses.filter(Boolean)).toHaveLength(100 + burst)
})
