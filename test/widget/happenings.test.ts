import { happening } from '../../src/surveys/happening.ts'
import { happenings } from '../../src/widget/happenings.ts'

const minute = 60_000

function setUp() {
  const posted: { name: string; times?: number | undefined; properties?: object | undefined }[] = []
  const timers: { at: number; act: () => void }[] = []
  let [now, ids] = [0, 0]
  const events = happenings({
    post: ({ id, ...said }) => {
      expect(happening.omit({ id: true }).safeParse(said).success).toBe(true)
      expect(id).toBe(`id-${ids}`)
      posted.push(said)
    },
    after: (ms, act) => timers.push({ at: now + ms, act }),
    newId: () => `id-${++ids}`,
  })
  return {
    ...events,
    posted,
    timers,
    pass(ms: number): void {
      now += ms
      const due = timers.filter(({ at }) => at <= now)
      for (const one of due) timers.splice(timers.indexOf(one), 1)
      for (const { act } of due) act()
    },
  }
}

it('tells the first of a name at once, and what follows within a minute in one', () => {
  const { happened, posted, pass, timers } = setUp()
  for (let frame = 0; frame < 600; frame++) happened('scrolled', { to: frame })
  happened('note.exported', { pages: 3 })
  expect(posted).toEqual([
    { name: 'scrolled', properties: { to: 0 } },
    { name: 'note.exported', properties: { pages: 3 } },
  ])
  pass(minute)
  expect(posted.slice(2)).toEqual([{ name: 'scrolled', times: 599 }])
  happened('scrolled', {})
  pass(minute)
  expect(posted.slice(3)).toEqual([{ name: 'scrolled', times: 1 }])
  pass(minute)
  expect([posted.length, timers]).toEqual([4, []])
  happened('scrolled', { to: 7 })
  expect(posted[4]).toEqual({ name: 'scrolled', properties: { to: 7 } })
})

it('tells what was gathered when the page is left', () => {
  const { happened, posted, report, pass } = setUp()
  for (let i = 0; i < 3; i++) happened('saved', {})
  report()
  report()
  pass(minute)
  expect(posted.map(({ times }) => times)).toEqual([undefined, 2])
})

it('tells of the next person by themselves', () => {
  const { happened, posted, giveUp, pass } = setUp()
  happened('saved', { by: 'mia' })
  happened('saved', { by: 'mia' })
  giveUp()
  happened('saved', { by: 'noah' })
  pass(minute)
  expect(posted).toEqual([
    { name: 'saved', properties: { by: 'mia' } },
    { name: 'saved', properties: { by: 'noah' } },
  ])
})

it('does not follow a page that makes names up', () => {
  const { happened, posted, pass } = setUp()
  const say = jest.spyOn(console, 'error').mockImplementation(() => {})
  for (let i = 0; i < 500; i++) happened(`scrolled.${i}`, {})
  expect(posted).toHaveLength(50)
  expect(say).toHaveBeenCalledTimes(1)
  pass(minute)
  happened('saved', {})
  expect(posted).toHaveLength(51)
  say.mockRestore()
})
