import type { EventCondition } from '../../../src/surveys/trigger.ts'
import { eventMatches } from '../../../src/widget/asking/event-matches.ts'
import { keepsStill } from '../../../src/widget/asking/keeps-still.ts'
import { leavesAtTop, scrollRush } from '../../../src/widget/asking/leaving.ts'
import { isLikePage, scrolledPercent } from '../../../src/widget/asking/scrolled.ts'
import { urlMatches } from '../../../src/widget/asking/url-matches.ts'
import { visibleTime } from '../../../src/widget/asking/visible-time.ts'
import eventCases from './event-matches.cases.json' with { type: 'json' }
import stillCases from './keeps-still.cases.json' with { type: 'json' }
import urlCases from './url-matches.cases.json' with { type: 'json' }

it.each(urlCases)('address: $name', ({ match, value, address, expected }) => {
  expect(urlMatches({ match: match as 'exact' | 'prefix' | 'glob', value }, address)).toBe(expected)
})

it('matches a glob of many stars without trying every way', () => {
  const trigger = { match: 'glob', value: `/${'**a'.repeat(160)}` } as const
  const begun = performance.now()
  expect(urlMatches(trigger, `https://a.example/${'a'.repeat(2000)}b`)).toBe(false)
  expect(performance.now() - begun).toBeLessThan(1000)
})

it.each(eventCases)('event: $name', ({ where, event, properties, expected }) => {
  const trigger = { on: 'event', name: 'export.done', where: where as EventCondition[] } as const
  const said = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
  expect(eventMatches(trigger, { name: event, properties: said })).toBe(expected)
})

it.each(stillCases)('a place in the page: $name', ({ expected, ...found }) => {
  expect(keepsStill({ ...found, window: 800 })).toBe(expected)
})

it('counts only the time in which a page is seen', () => {
  const stay = visibleTime()
  expect(stay.total(5000)).toBe(0)
  stay.show(1000)
  stay.show(3000)
  expect(stay.total(4000)).toBe(3000)
  stay.hide(4000)
  stay.hide(9000)
  expect(stay.total(20_000)).toBe(3000)
  stay.show(20_000)
  expect(stay.total(21_000)).toBe(4000)
  stay.startAnew(21_000)
  expect(stay.total(21_500)).toBe(500)
  stay.hide(22_000)
  stay.startAnew(30_000)
  expect(stay.total(40_000)).toBe(0)
})

it.each([
  ['over the top', { clientY: -1, relatedTarget: null }, true],
  ['to the side', { clientY: 300, relatedTarget: null }, false],
  ['to another element at the top', { clientY: 0, relatedTarget: {} }, false],
])('the mouse leaves: %s', (_, event, expected) => {
  expect(leavesAtTop(event)).toBe(expected)
})

it.each([
  [
    'half a screen up at once',
    [
      [1000, 0],
      [900, 100],
      [580, 200],
    ],
    true,
  ],
  [
    'the same, slowly',
    [
      [1000, 0],
      [900, 200],
      [800, 400],
      [700, 600],
      [600, 800],
    ],
    false,
  ],
  [
    'down',
    [
      [0, 0],
      [500, 100],
      [1000, 200],
    ],
    false,
  ],
  [
    'down and a little up',
    [
      [0, 0],
      [1000, 100],
      [900, 200],
    ],
    false,
  ],
])('a scroll: %s', (_, samples, expected) => {
  const isRush = scrollRush()
  expect(samples.map(([top = 0, at = 0]) => isRush(top, 800, at)).at(-1)).toBe(expected)
})

it.each([
  ['at the top', { scrollTop: 0, scrollHeight: 3000, clientHeight: 1000 }, 0],
  ['in the middle', { scrollTop: 1000, scrollHeight: 3000, clientHeight: 1000 }, 50],
  ['at the end, but for a fraction', { scrollTop: 1999.4, scrollHeight: 3000, clientHeight: 1000 }, 100],
  ['drawn over the top', { scrollTop: -80, scrollHeight: 3000, clientHeight: 1000 }, 0],
  ['not to be scrolled', { scrollTop: 0, scrollHeight: 900, clientHeight: 1000 }, 0],
])('scrolled: %s', (_, scrolled, percent) => {
  expect(Math.floor(scrolledPercent(scrolled))).toBe(percent)
})

it('takes a large element that scrolls for the page', () => {
  const of = (clientHeight: number) => isLikePage({ scrollTop: 0, scrollHeight: 5000, clientHeight }, 800)
  expect([of(700), of(300)]).toEqual([true, false])
})
