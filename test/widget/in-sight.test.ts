import type { ShownFlag } from '../../src/widget/page-flags.ts'
import { inSight } from '../../src/widget/sight/in-sight.ts'

const flag = (key: string, variant = 'on', evaluatedAt = 'first'): ShownFlag => ({
  ...{ key, variant, value: true, reason: 'SPLIT', assignment: 'random', revision: 1, immediate: false, evaluatedAt },
})

/** A page whose clock is moved by hand. */
function setUp() {
  const shown = new Map([flag('editor'), flag('list')].map((one) => [one.key, one]))
  const told: [string, string, number, number][] = []
  let now = 0
  let timers: { at: number; act: () => void }[] = []
  const sight = inSight({
    shown: (key) => shown.get(key),
    onSight: ({ key, variant }, { times, seconds }) => told.push([key, variant, times, seconds]),
    after: (ms, act) => timers.push({ at: now + ms, act }),
    now: () => now,
  })
  const pass = (ms: number) => {
    const until = now + ms
    for (let due = timers[0]; due && due.at <= until; due = timers[0]) {
      timers = timers.slice(1)
      now = due.at
      due.act()
    }
    now = until
  }
  const seconds = () => told.reduce((sum, [, , , more]) => sum + more, 0)
  return { ...sight, shown, told, pass, seconds, waiting: () => timers.length }
}

it('counts nothing that is in sight for less than a second', () => {
  const { enter, leave, pass, told } = setUp()
  enter('editor', 'a')
  pass(999)
  leave('editor', 'a')
  pass(5000)
  expect(told).toEqual([])
})

it('counts one time and every whole second, until it goes', () => {
  const { enter, leave, pass, told, waiting } = setUp()
  enter('editor', 'a')
  pass(3400)
  leave('editor', 'a')
  expect(told).toEqual([
    ['editor', 'on', 1, 1],
    ['editor', 'on', 0, 1],
    ['editor', 'on', 0, 1],
  ])
  enter('editor', 'a')
  pass(1000)
  leave('editor', 'a')
  expect(told.at(-1)).toEqual(['editor', 'on', 1, 1])
  pass(2000)
  expect(waiting()).toBe(0)
})

it('counts a second from when it came, whenever others did', () => {
  const { enter, leave, pass, told } = setUp()
  enter('editor', 'a')
  pass(600)
  enter('list', 'b')
  pass(1100)
  leave('list', 'b')
  expect(told).toEqual([
    ['editor', 'on', 1, 1],
    ['list', 'on', 1, 1],
  ])
})

it('takes several elements of one flag for one', () => {
  const { enter, leave, pass, told, seconds } = setUp()
  enter('editor', 'a')
  pass(500)
  enter('editor', 'b')
  pass(500)
  leave('editor', 'a')
  pass(1000)
  expect(told.map(([, , times]) => times)).toEqual([1, 0])
  expect(seconds()).toBe(2)
})

it('counts nothing while the page is hidden, and begins anew after it', () => {
  const { enter, leave, hide, show, pass, told, waiting } = setUp()
  enter('editor', 'a')
  pass(1500)
  hide()
  pass(60_000)
  expect(waiting()).toBe(0)
  show()
  pass(900)
  hide()
  leave('editor', 'a')
  show()
  pass(5000)
  expect(told).toEqual([['editor', 'on', 1, 1]])
})

it('gives the time to the variant that is there, and none to a flag that is not known yet', () => {
  const { enter, pass, shown, told } = setUp()
  enter('editor', 'a')
  enter('cards', 'b')
  pass(1000)
  shown.set('editor', flag('editor', 'off', 'second'))
  shown.set('cards', flag('cards'))
  pass(2000)
  expect(told).toEqual([
    ['editor', 'on', 1, 1],
    ['editor', 'off', 1, 1],
    ['cards', 'on', 1, 1],
  ])
})
