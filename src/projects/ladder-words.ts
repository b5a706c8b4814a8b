import { capitalised, listText, numeralText } from '../base/wording.ts'
import type { Channel } from './channel.ts'
import type { Project } from './project.ts'

/** How many people chose each channel, wait for it, and are known but never chose. */
export type LadderPeople = {
  on: ReadonlyMap<string, number>
  waiting: ReadonlyMap<string, number>
  undecided: number
}

/** What another ladder would do, in people: a sentence for each thing that changes. */
export function ladderEffect(before: Project, after: Project, people: LadderPeople): string[] {
  const on = ({ key }: { key: string }) =>
    (people.on.get(key) ?? 0) + (before.default.channel === key ? people.undecided : 0)
  const waiting = ({ key }: { key: string }) => people.waiting.get(key) ?? 0
  const nameOf = (key: string) => [...after.channels, ...before.channels].find((one) => one.key === key)?.name ?? key
  const staying = after.channels.flatMap((channel) => {
    const was = before.channels.find(({ key }) => key === channel.key)
    return was ? [{ was, is: channel }] : []
  })
  const gone = after.removed.slice(before.removed.length)
  return [
    ...gone.flatMap((one) => [
      `${peopleText(on(one))} on ${one.name} ${isOrAre(on(one), 'moves', 'move')} to ${nameOf(one.to)} and ${isOrAre(on(one))} told. They keep what ${nameOf(one.to)} has; what is only on ${one.name} goes.`,
      ...endedList(one, waiting(one)),
    ]),
    ...after.channels
      .filter((channel) => !before.channels.some(({ key }) => key === channel.key))
      .map(({ name }) => `${name} is new: nobody is on it before they choose it.`),
    ...staying.flatMap(({ is }) => reordered(is)),
    ...staying.flatMap(({ was, is }) => [...reworded(was, is), ...doorChanged(was, is)]),
  ]

  function reordered(channel: Channel): string[] {
    const below = (channels: readonly Channel[]) =>
      channels
        .slice(
          0,
          channels.findIndex(({ key }) => key === channel.key),
        )
        .map(({ key }) => key)
    const [had, has] = [below(before.channels), below(after.channels)]
    const there = (key: string) => staying.some(({ is }) => is.key === key)
    const more = has.filter((key) => there(key) && !had.includes(key)).map(nameOf)
    const less = had.filter((key) => there(key) && !has.includes(key)).map(nameOf)
    const who = `${peopleText(on(channel))} on ${channel.name}`
    return [
      ...(more.length
        ? [`${who} also ${isOrAre(on(channel), 'gets', 'get')} at once what ${listText(more)} has.`]
        : []),
      ...(less.length
        ? [
            `${who} ${isOrAre(on(channel), 'keeps', 'keep')} what they have, and no longer ${isOrAre(on(channel), 'gets', 'get')} what ${listText(less)} gets from now on.`,
          ]
        : []),
    ]
  }

  function reworded(was: Channel, is: Channel): string[] {
    if (was.text === is.text) return []
    const name = was.name === is.name ? is.name : `${was.name}, from now on ${is.name},`
    return [`Who joins ${name} reads the new words${stay(is)}.`]
  }

  function stay(is: Channel): string {
    return on(is) ? `; ${inside(on(is))} on it ${isOrAre(on(is), 'stays', 'stay')}` : ''
  }

  function doorChanged(was: Channel, is: Channel): string[] {
    if (was.entry === is.entry && was.cap === is.cap) return []
    if (is.entry === 'open') return [`Everybody may join ${is.name}.`, ...letIn(is, waiting(is))]
    if (is.entry === 'invitation')
      return [`Nobody joins ${is.name} without an invitation${stay(is)}.`, ...endedList(is, waiting(is))]
    const room = (is.cap ?? 0) - on(is)
    if (room <= 0)
      return [
        `${is.name} is full: ${inside(on(is))} on it ${isOrAre(on(is), 'stays', 'stay')}, whoever else comes waits.`,
      ]
    return [`There is room for ${inside(room)} more on ${is.name}.`, ...letIn(is, Math.min(room, waiting(is)))]
  }
}

const letIn = ({ name }: { name: string }, count: number) =>
  count
    ? [`${peopleText(count)} who ${isOrAre(count, 'waits', 'wait')} for ${name} ${isOrAre(count)} let in and told.`]
    : []

const endedList = ({ name }: { name: string }, count: number) =>
  count
    ? [
        `${peopleText(count)} who ${isOrAre(count, 'waits', 'wait')} for ${name} ${isOrAre(count)} told that the list has ended.`,
      ]
    : []

const inside = (count: number) => `${numeralText(count)} ${count === 1 ? 'person' : 'people'}`
const peopleText = (count: number) => capitalised(inside(count))
const isOrAre = (count: number, one = 'is', many = 'are') => (count === 1 ? one : many)
