import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { calendarDay } from '../base/day-words.ts'
import { invalidShape, Problem } from '../base/problem.ts'
import { listText } from '../base/wording.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { type Page, page } from '../http/page.ts'
import type { ProjectService } from '../projects/project.service.ts'
import { demoKey } from './demo-key.ts'
import { demoNav } from './demo-nav.ts'
import { shownPeople } from './show-people.ts'
import { type Arrival, shownDays, showTime } from './show-time.ts'
import { timeLine } from './time-line.ts'

type Parts = { projects: ProjectService; ruleset: RulesetService; clock: Clock }

const asked = z.object({
  day: z
    .string('Choose one day')
    .regex(/^\d{1,2}$/, `A day is a number from 0 (today) to ${shownDays}`)
    .transform(Number)
    .pipe(z.int().max(shownDays, `At most ${shownDays} days ahead`))
    .default(0),
})

/** Show time: the demo's product as four people have it, on any day of the next ninety. */
export const timePages = ({ projects, ruleset, clock }: Parts): Page[] => [
  page('GET /demo/time', {
    permission: 'public',
    view: 'demo/time',
    async load({ query }) {
      const project = await projects.byKey(demoKey)
      if (!project) throw new Problem('missing', 'There is no demo on this server')
      const form = asked.safeParse(query)
      if (!form.success) throw invalidShape(form.error)
      const { day } = form.data
      const now = clock.now()
      const show = showTime(project, await ruleset.flagsOf(project), shownPeople, now)
      const shown = show.days[day]
      const panes = show.people.map((person, i) => ({ ...person, ...show.states[shown?.state ?? 0]?.[i] }))
      return {
        title: 'Show time · Sluice',
        nav: demoNav('/demo/time'),
        script: '/scripts/time.js',
        clientKey: project.clientKey,
        publish: `/console/${project.key}/flags`,
        headline: show.headline,
        ...{ day, shown, last: shownDays },
        line: timeLine(show.arrivals, now, shownDays, day),
        panes: panes.map(({ changes, ...pane }) => ({
          ...pane,
          changes: show.changes.map((change, i) => ({ ...change, ...changes?.[i] })),
        })),
        arrivals: slotsOf(show.arrivals, now),
        island: {
          people: show.people.map(({ name }) => name),
          changes: show.changes,
          days: show.days,
          states: show.states,
        },
      }
    },
  }),
]

/** What arrives, instant by instant. */
function slotsOf(arrivals: readonly Arrival[], now: number) {
  return [...new Set(arrivals.map(({ at }) => at))].map((at) => {
    const { day: weekday, month, time } = calendarDay(at, 'UTC', now)
    const ones = arrivals.filter((one) => one.at === at)
    const things = ones.map(({ title, who }) => ({ title, who: listText(who) }))
    return { ...{ at, weekday, month, time, things }, day: ones[0]?.day }
  })
}
