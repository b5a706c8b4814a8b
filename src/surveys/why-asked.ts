import type { Trigger } from './trigger.ts'

/**
 * Why somebody was asked, in words to them; `title`: what they know a flag by, and undefined for one that they have
 * never been told of.
 */
export function whyAsked(trigger: Trigger, title: (flag: string) => string | undefined): string {
  switch (trigger.on) {
    case 'event':
      return 'Because of something that you had just done.'
    case 'url':
      return 'Because of the page that you were on.'
    case 'dwell':
      return 'Because you had been on a page for a while.'
    case 'scroll':
      return 'Because you had read a page down to there.'
    case 'exit':
      return 'Because you were about to leave.'
    case 'exposure':
      return `Because you had seen ${title(trigger.flag) ?? 'something that they want to know about'}.`
    case 'channel':
      return 'Because you had changed your channel.'
    case 'preview-off':
      return `Because you had switched ${named(trigger.flag, title, 'a preview')} off.`
    case 'arrival':
      return `Because ${named(trigger.flag, title, 'something new')} had arrived for you.`
  }
}

const named = (flag: string | undefined, title: (flag: string) => string | undefined, otherwise: string) =>
  (flag === undefined ? undefined : title(flag)) ?? otherwise
