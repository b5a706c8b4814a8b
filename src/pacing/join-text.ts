import type { Channel } from '../projects/channel.ts'

/** What people read before they join a channel, and accept by joining. */
export type JoinText = { name: string; description: string; breaks: string; leaving: string }

/** That a subject accepted a revision of the text of a channel, at an instant (ms). */
export type Consent = { channel: string; revision: number; at: number }

export const joinText = ({ name, description, breaks }: Channel): JoinText => ({
  ...{ name, description, breaks },
  leaving:
    'Whenever you like, at once: choose another channel on your own page. You then keep what that channel has; what is only on this one is gone.',
})
