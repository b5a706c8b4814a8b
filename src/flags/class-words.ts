import { listText } from '../base/wording.ts'
import { type ChangeClass, changeClass, defaultSecurityCapHours, paceName, paces } from '../pacing/policy.ts'

/** A class of change, and what it means for the pace at which it reaches people. */
export type ClassWords = { key: ChangeClass; name: string; sentence: string }

const names: Record<ChangeClass, string> = {
  security: 'Security',
  fix: 'Fix',
  feature: 'Feature',
  breaking: 'Breaking',
}

const means = {
  fix: 'Something works as it should have.',
  feature: 'Something is new.',
  breaking: 'Something people rely on is different or gone.',
}

const securityWords =
  'Waits for nobody’s soak and no hold: it comes at a person’s next slot, and after ' +
  `${defaultSecurityCapHours} hours at the latest unless they set another limit. It brings along what it stands on.`

/** All classes, from what waits longest to what waits least. */
export const classWords: ClassWords[] = [...changeClass.options]
  .reverse()
  .map((key) => ({ key, name: names[key], sentence: key === 'security' ? securityWords : waits(key) }))

function waits(key: Exclude<ChangeClass, 'security'>): string {
  const days = paceName.options.flatMap((pace) => {
    const { label, soak } = paces[pace]
    return soak[key] > 0 ? [`${soak[key]} ${soak[key] === 1 ? 'day' : 'days'} for “${label}”`] : []
  })
  return `${means[key]} It soaks ${listText(days)}.`
}
