import { steppingBack } from '../../pacing/stepping-back.ts'
import type { ChoicesReply } from '../../portal/choices-shape.ts'
import type { WidgetRequests } from '../../sockets/protocol.ts'
import type { Left } from '../leaving/part.ts'
import { choiceTexts } from '../texts/en.ts'
import { dayText, startOfDate } from './days.ts'
import type { Outcome } from './outcome.ts'
import type { ChoicesHost, Thing } from './part.ts'

type Preview = ChoicesReply['previews'][number]
type Policy = ChoicesReply['policy']

function leftBetween(before: Policy, { policy, offered }: ChoicesReply): Left | undefined {
  const keys = (all: readonly { key: string }[]) => all.map(({ key }) => key)
  const act = steppingBack(before, policy, { channels: keys(offered.channels), paces: keys(offered.paces) })
  return act && { act }
}

/** What a subject does, each with the way back. */
export function actsOf({ act }: Pick<ChoicesHost, 'act'>) {
  function chooseAgain(before: Policy): Promise<unknown> {
    if (!before.chosen) return act('default:follow', {})
    const { channel, pace, timeZone, soak = null, cadence = null, window = null } = before
    return act('choices:set', { channel, pace, timeZone, soak, cadence, window })
  }

  return {
    async getNow({ flag, revision, title }: Thing): Promise<Outcome> {
      await act('change:now', { flag, revision })
      return { text: choiceTexts.haveNow(title), flag, undo: () => act('change:now', { flag, revision: null }) }
    },

    async giveBack({ flag, revision }: Thing): Promise<Outcome> {
      await act('change:now', { flag, revision: null })
      return { text: choiceTexts.undone, flag, undo: () => act('change:now', { flag, revision }) }
    },

    /** Until the beginning of a date in the subject's zone. */
    async keepOld({ flag, revision, title }: Thing, date: string, { timeZone }: Policy): Promise<Outcome> {
      const until = startOfDate(date, timeZone)
      const { at } = await act('change:keep', { flag, keep: { revision, until: new Date(until).toISOString() } })
      const text = choiceTexts.kept(title, dayText(until, timeZone, Date.parse(at)))
      return { text, flag, undo: () => act('change:keep', { flag, keep: null }) }
    },

    async letItCome({ flag, revision }: Thing, until: string): Promise<Outcome> {
      await act('change:keep', { flag, keep: null })
      return { text: choiceTexts.undone, flag, undo: () => act('change:keep', { flag, keep: { revision, until } }) }
    },

    async switchPreview({ flag, title, on, by }: Preview, to: boolean | null): Promise<Outcome> {
      const { previews } = await act('preview:set', { flag, on: to })
      const isOn = previews.find((one) => one.flag === flag)?.on ?? false
      const undo = () => act('preview:set', { flag, on: by === 'subject' ? on : null })
      const left = on && !isOn && ({ act: 'preview-off', flag } as const)
      return { text: choiceTexts.switched(title, isOn), flag, undo, ...(left && { left }) }
    },

    async followDefault(before: Policy): Promise<Outcome> {
      const left = leftBetween(before, await act('default:follow', {}))
      return { text: choiceTexts.followed, undo: () => act('default:leave', {}), left }
    },

    async choose(before: Policy, next: Pick<Policy, 'channel' | 'pace'> & { timeZone?: string }, names: string[]) {
      const left = leftBetween(before, await act('choices:set', next))
      return { text: choiceTexts.saved(names), undo: () => chooseAgain(before), left } satisfies Outcome
    },

    /** `name`: what it is called. */
    async hold(draft: WidgetRequests['hold:set'][0], name: string): Promise<Outcome> {
      const { policy } = await act('hold:set', draft)
      const made = policy.holds.at(-1)
      return { text: choiceTexts.held(name), ...(made && { undo: () => act('hold:end', { from: made.from }) }) }
    },

    async endHold({ from, to, note }: Policy['holds'][number]): Promise<Outcome> {
      const { at } = await act('hold:end', { from })
      const undo = () => act('hold:set', { ...(from > at && { from }), ...(to && { to }), ...(note && { note }) })
      return { text: choiceTexts.holdEnded, undo }
    },
  }
}

export type Acts = ReturnType<typeof actsOf>
