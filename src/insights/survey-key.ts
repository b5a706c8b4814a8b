/** A key for a flag's own survey that no other survey has: the flag's key, with a number behind it where needed. */
export function freeKey(flag: string, taken: readonly { key: string }[]): string {
  const isTaken = (key: string) => taken.some((survey) => survey.key === key)
  let key = flag
  for (let n = 2; isTaken(key); n++) key = `${flag.slice(0, 60)}-${n}`
  return key
}
