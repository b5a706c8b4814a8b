import { scaleLinear } from 'd3-scale'
import { dayMs } from '../pacing/zoned-time.ts'

const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })

/** Where things stand on the line from today to `days` ahead, in percent of its length; `now` in ms. */
export function timeLine(arrivals: readonly { day: number }[], now: number, days: number, day: number) {
  const x = scaleLinear().domain([0, days]).range([0, 100])
  const percent = (at: number) => `${Math.round(x(at) * 100) / 100}%`
  const today = Math.floor(now / dayMs)
  const months = Array.from({ length: days + 1 }, (_, ahead) => ({ ahead, date: new Date((today + ahead) * dayMs) }))
    // A name close to an end would run into what stands there.
    .filter(({ ahead, date }) => date.getUTCDate() === 1 && x(ahead) > 14 && x(ahead) < 66)
    .map(({ ahead, date }) => ({ at: percent(ahead), name: monthNames.format(date) }))
  return { run: percent(day), ticks: [...new Set(arrivals.map((one) => percent(one.day)))], months }
}
