import { backOff } from '../../src/accounts/back-off.ts'

const failedTimes = (count: number, at = 0) => {
  const tries = backOff()
  for (let i = 0; i < count; i++) tries.failed('ada 192.0.2.1', at)
  return tries
}

it.each([
  [0, 0],
  [4, 0],
  [5, 1000],
  [6, 2000],
  [10, 32_000],
  [15, 900_000],
  [60, 900_000],
])('after %i wrong passwords the next one waits %i ms', (count, wait) => {
  expect(failedTimes(count).waitFor('ada 192.0.2.1', 0)).toBe(wait)
})

it('counts down, keeps addresses apart, and starts anew after a right one', () => {
  const tries = failedTimes(6, 1000)
  expect(tries.waitFor('ada 192.0.2.1', 2500)).toBe(500)
  expect(tries.waitFor('ada 192.0.2.1', 3000)).toBe(0)
  expect(tries.waitFor('ada 192.0.2.2', 1000)).toBe(0)
  tries.succeeded('ada 192.0.2.1')
  tries.failed('ada 192.0.2.1', 1000)
  expect(tries.waitFor('ada 192.0.2.1', 1000)).toBe(0)
})

it('forgets the oldest beyond ten thousand, not who fails again and again', () => {
  const tries = failedTimes(6)
  for (let i = 0; i < 9999; i++) tries.failed(`other ${i}`, 0)
  tries.failed('ada 192.0.2.1', 0)
  tries.failed('one more', 0)
  expect(tries.waitFor('ada 192.0.2.1', 0)).toBe(4000)
})
