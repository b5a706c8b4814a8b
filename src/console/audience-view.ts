import { shortDayText } from '../base/day-words.ts'
import { agoText, capitalised, listText, numberText, pluralText } from '../base/wording.ts'
import type { ForecastChart } from '../flags/forecast-chart.ts'
import type { Audience } from '../pacing/audience.service.ts'
import { audienceSentence, toldText } from '../pacing/audience-words.ts'
import { type PaceName, paceName, paces } from '../pacing/policy.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Project } from '../projects/project.ts'

const zone = 'UTC'

/** What the team sees of everybody: who is where at which pace, how that moved, who waits, and what people were told. */
export function audienceView(project: Pick<Project, 'bounds' | 'channels'>, audience: Audience) {
  const { at, people, channels, days, told, isToldCut } = audience
  const used = (pace: PaceName) => channels.some((row) => row.paces[pace])
  const shown = paceName.options.filter((pace) => project.bounds.paces.includes(pace) || used(pace))
  const sum = (of: (row: (typeof channels)[number]) => number) => channels.reduce((all, row) => all + of(row), 0)
  return {
    sentence: audienceSentence(channels),
    isEmpty: people === 0,
    paces: shown.map((pace) => ({ label: paces[pace].label, people: sum((row) => row.paces[pace] ?? 0) })),
    rows: channels.map(({ name, people, paces: counts }, index) => ({
      ...{ index, name, people },
      paces: shown.map((pace) => ({ label: paces[pace].label, people: counts[pace] ?? 0 })),
    })),
    people,
    moved: movedSentence(channels, days),
    chart: people > 0 ? chartOf(audience) : undefined,
    doors: channels.flatMap(({ channel, name, entry, people, waiting, invitations }, index) =>
      entry === 'open' && waiting === 0
        ? []
        : [
            {
              ...{ index, key: channel, name },
              text: doorText(entry, { people, waiting, cap: project.channels[index]?.cap, ...invitations }),
              link: entry === 'invitation' ? 'Its invitations' : 'Its waiting list',
            },
          ],
    ),
    isToldCut,
    told: told.map((one) => ({
      text: `${toldText(one)}; ${seenText(one)}.`,
      at: one.last,
      last: `${one.people === 1 ? '' : 'the last one '}${agoText(one.last, at)}`,
    })),
  }
}

/** "In thirty days: 60 more on Stable, 2 fewer on Beta." */
function movedSentence(channels: Audience['channels'], days: Audience['days']): string {
  const [first, last] = [days[0]?.people ?? [], days.at(-1)?.people ?? []]
  const moves = channels.flatMap(({ name }, i) => {
    const more = (last[i] ?? 0) - (first[i] ?? 0)
    return more === 0 ? [] : [`${numberText(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} on ${name}`]
  })
  return moves.length > 0
    ? `${capitalised(listText(moves))} than thirty days ago.`
    : 'As many on each channel as thirty days ago.'
}

function chartOf({ at, people, channels, days }: Audience) {
  const instants = days.map(({ day }, i) => (i === days.length - 1 ? at : (day + 1) * dayMs))
  const series = channels
    .map(({ name }, index) => ({ index, name, have: days.map((day) => day.people[index] ?? 0) }))
    .reverse()
  const drawing: ForecastChart = {
    ...{ series, instants, now: at },
    label: 'Who is on which channel, over the last thirty days',
    description: `${pluralText(people, 'person', 'people')} now, by channel; the table below has the numbers.`,
    days: days
      .filter((_, i) => i % 10 === 0)
      .map(({ day }, i, { length }) => {
        const instant = i === length - 1 ? at : (day + 1) * dayMs
        return { at: instant, text: shortDayText(day * dayMs, zone).slice(4) }
      }),
  }
  const table = days.map(({ day, people }) => ({
    at: day * dayMs,
    day: shortDayText(day * dayMs, zone),
    have: series.map(({ index }) => people[index] ?? 0),
    total: people.reduce((sum, n) => sum + n, 0),
  }))
  return { drawing, names: series.map(({ index, name }) => ({ index, name })), table: table.reverse() }
}

type Door = { people: number; waiting: number; cap: number | undefined; open: number; uses: number }

function doorText(entry: string, { people, waiting, cap = 0, open, uses }: Door): string {
  const came = pluralText(uses, 'person has come', 'people have come')
  const wait = waiting === 0 ? 'nobody waits' : pluralText(waiting, 'person waits', 'people wait')
  if (entry === 'invitation')
    return `By invitation: ${pluralText(open, 'invitation is', 'invitations are')} open, ${came} by one.`
  if (entry === 'capped') return `${numberText(people)} of ${pluralText(cap, 'place is', 'places are')} taken; ${wait}.`
  return `Open again: ${wait} to be let in.`
}

const seenText = ({ people, seen }: { people: number; seen: number }) =>
  people === seen
    ? people === 1
      ? 'they have seen it'
      : 'all have seen it'
    : `${numberText(seen)} ${seen === 1 ? 'has' : 'have'} seen it`
