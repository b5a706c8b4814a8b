/** A key for a new survey that no other has: the wanted one, with a number behind it where needed. */
export function freeKey(wanted: string, taken: readonly { key: string }[]): string {
  const isTaken = (key: string) => key === 'new' || taken.some((survey) => survey.key === key)
  let key = wanted
  for (let n = 2; isTaken(key); n++) key = `${wanted.slice(0, 60)}-${n}`
  return key
}
