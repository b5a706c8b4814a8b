import type { EventProperties, PageTrigger } from '../../surveys/trigger.ts'

type EventTrigger = Extract<PageTrigger, { on: 'event' }>
type Condition = NonNullable<EventTrigger['where']>[number]

/** Whether something that happened is what a trigger waits for; each of its conditions must hold. */
export const eventMatches = (
  { name, where = [] }: EventTrigger,
  happened: { name: string; properties: EventProperties },
): boolean => name === happened.name && where.every((condition) => holds(condition, happened.properties))

/** A property that is not there equals nothing, and so is `not` whatever it is compared with. */
function holds({ property, is, value }: Condition, properties: EventProperties): boolean {
  const found = Object.hasOwn(properties, property) ? properties[property] : undefined
  switch (is) {
    case 'equals':
      return found === value
    case 'not':
      return found !== value
    case 'contains':
      return typeof found === 'string' && found.includes(String(value))
    case 'more':
      return typeof found === 'number' && found > Number(value)
    case 'less':
      return typeof found === 'number' && found < Number(value)
  }
}
