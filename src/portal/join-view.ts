import { dayText } from '../base/day-words.ts'
import { numeralText } from '../base/wording.ts'
import { type Consent, joinText } from '../pacing/join-text.ts'
import type { Channel } from '../projects/channel.ts'

/** Where somebody stands before the door of a channel; `place`: how manieth they are of those who wait. */
export type Standing = {
  channel: Channel
  isFull: boolean
  isHere: boolean
  isIn: boolean
  place?: number
  consent?: Consent
}

/** What stands on the page on which people join a channel; `code`: of an invitation, as far as there is one. */
export function joinView(standing: Standing, code: string, now: number) {
  const { channel, isHere, isIn, isFull, place, consent } = standing
  const { name, entry, text } = channel
  const needsCode = entry === 'invitation' && !isIn
  return {
    channel: { key: channel.key, name },
    ...joinText(channel),
    ...{ text, code, isHere, place, needsCode },
    headline: headlineOf(standing, code),
    button: isHere || place ? undefined : isFull && !isIn ? 'Wait for room' : `Join ${name}`,
    accepted: consent && consent.revision === text ? dayText(consent.at, 'UTC', now) : undefined,
  }
}

function headlineOf({ channel, isHere, isIn, isFull, place }: Standing, code: string): string {
  const { name, entry } = channel
  if (isHere) return `You are on ${name}.`
  if (place !== undefined)
    return place === 1
      ? `You are the next whom ${name} has room for.`
      : `You wait for ${name}, at place ${numeralText(place)}.`
  if (entry === 'invitation') return isIn || code ? `You are invited to ${name}.` : `${name} is by invitation.`
  if (entry === 'capped')
    return isFull && !isIn ? `${name} is full; you can wait for room.` : `There is room for you on ${name}.`
  return `${name} is open to you.`
}
