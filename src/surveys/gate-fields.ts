import { paceName, paces } from '../pacing/policy.ts'
import type { FieldMaker } from './editor-field.ts'
import { type Around, flagOptions, type Option, variantOptions } from './flag-options.ts'
import { listAt, textAt, type Written } from './written.ts'

/** Who, how many, how often and when: each with what is usual. */
export function gateFields(written: Written, { flags, channels }: Around, make: FieldMaker) {
  const rows = Math.min(5, listAt(written, ['audience', 'flags']).length + 1)
  return {
    place: [
      make.select(['place'], 'Where it is shown', [
        ['popover', 'In the widget’s own card'],
        ['inline', 'Inside the page, where it has a place for it'],
      ]),
      make.text(['slot'], 'Name of the place', { hint: 'Only inside the page: data-sluice-survey of the element.' }),
      make.number(['delay'], 'Seconds to wait first', { hint: '0 to 600', usual: 0 }),
    ],
    audience: [
      make.checks(
        ['audience', 'channels'],
        'On these channels',
        channels.map(({ key, name }): Option => [key, name]),
        {
          hint: 'None ticked: on any.',
        },
      ),
      make.checks(
        ['audience', 'paces'],
        'At these paces',
        paceName.options.map((pace): Option => [pace, paces[pace].label]),
        {
          hint: 'None ticked: at any.',
        },
      ),
      ...Array.from({ length: rows }, (_, i) => {
        const variants = variantOptions(flags, textAt(written, ['audience', 'flags', i, 'flag']))
        return [
          make.select(
            ['audience', 'flags', i, 'flag'],
            `Who has this flag (${i + 1})`,
            flagOptions(flags, 'Whether or not'),
          ),
          ...(variants.length > 0
            ? [
                make.checks(['audience', 'flags', i, 'variants'], `Which variants (${i + 1})`, variants, {
                  hint: 'None ticked: any but the off one.',
                }),
              ]
            : []),
        ]
      }).flat(),
    ],
    amount: [
      make.number(['sampling'], 'Percent of the people', {
        hint: '0.01 to 100. Who is drawn stays drawn when it grows.',
        usual: 100,
      }),
      make.number(['quota', 'total'], 'Stop after so many answers', { hint: 'Empty: never. It is never passed.' }),
      make.select(['quota', 'perVariant', 'flag'], 'Stop for each variant of', flagOptions(flags, 'No flag')),
      make.number(['quota', 'perVariant', 'each'], 'After so many answers each'),
    ],
    frequency: [
      make.select(['frequency', 'mode'], 'Shown to one person', [
        ['once', 'Once'],
        ['until-answered', 'Again, until they have completed it'],
        ['again', 'Again, also after that'],
      ]),
      make.number(['frequency', 'times'], 'At most so often', {
        hint: '1 to 100; counts only where it is shown again',
        usual: 3,
      }),
      make.number(['frequency', 'everyDays'], 'Days between two showings', { usual: 0 }),
      make.number(['frequency', 'anyDays'], 'Days since any other survey', { usual: 7 }),
      make.number(['priority'], 'Priority', {
        hint: '0 to 100: of several that are due the highest is asked.',
        usual: 50,
      }),
    ],
    schedule: [
      make.moment(['opensAt'], 'Opens (UTC)', { hint: 'Empty: when it is published.' }),
      make.moment(['closesAt'], 'Closes (UTC)', { hint: 'Empty: when you close it.' }),
    ],
  }
}
