import { listText, numeralText, orText, pluralText } from '../base/wording.ts'
import type { Flag } from '../flags/flag.ts'
import { variantName } from '../flags/flag-words.ts'
import type { EventCondition, Trigger } from './trigger.ts'

export type NamedFlag = Pick<Flag, 'key' | 'title' | 'variants'>

/** What each kind of trigger is called, in the order in which they are offered. */
export const triggerNames: Record<Trigger['on'], string> = {
  exposure: 'They have seen a flag',
  event: 'Something happens in the product',
  dwell: 'They stay on a page',
  scroll: 'They scroll down a page',
  exit: 'They are about to leave',
  url: 'They come to a page',
  arrival: 'A change has arrived for them',
  'preview-off': 'They have switched a preview off',
  channel: 'They have changed their channel',
}

/** What a survey is asked after, of somebody of whom the team reads: "they have seen New editor: On". */
export function triggerWords(trigger: Trigger, flags: readonly NamedFlag[]): string {
  const title = (key: string) => flags.find((flag) => flag.key === key)?.title ?? key
  switch (trigger.on) {
    case 'event':
      return `“${trigger.name}” happens${whereWords(trigger.where)}`
    case 'url':
      return `they come to ${{ exact: '', prefix: 'pages that begin with ', glob: 'pages like ' }[trigger.match]}${trigger.value}`
    case 'dwell':
      return `they have been on a page for ${pluralText(trigger.seconds, 'second', 'seconds')}`
    case 'scroll':
      return trigger.percent === 100
        ? 'they have scrolled to the end of a page'
        : `they have scrolled ${trigger.percent} % down a page`
    case 'exit':
      return 'they are about to leave'
    case 'exposure':
      return `they have seen ${seenWords(trigger, flags, title(trigger.flag))}`
    case 'channel':
      return 'they have changed their channel within the last seven days'
    case 'preview-off':
      return `they have switched ${trigger.flag ? `the preview of ${title(trigger.flag)}` : 'a preview'} off within the last seven days`
    case 'arrival':
      return `${trigger.flag ? title(trigger.flag) : 'something announced'} has arrived for them within the last seven days`
  }
}

function seenWords(
  { flag, variants = [], times }: Extract<Trigger, { on: 'exposure' }>,
  flags: readonly NamedFlag[],
  title: string,
): string {
  const known = flags.find((one) => one.key === flag)
  const names = variants.map((variant) => (known ? variantName(known, variant) : variant))
  const which = names.length > 0 ? ` (${orText(names)})` : ''
  return `${title}${which}${times > 1 ? ` in ${numeralText(times)} visits` : ''}`
}

const comparisons: Record<EventCondition['is'], string> = {
  equals: 'is',
  not: 'is not',
  contains: 'contains',
  more: 'is more than',
  less: 'is less than',
}

const whereWords = (where: readonly EventCondition[] = []): string =>
  where.length === 0
    ? ''
    : ` and ${listText(where.map(({ property, is, value }) => `${property} ${comparisons[is]} ${String(value)}`))}`
