/** What somebody typed as a percentage in thousandths of a percent, "12.5 %" → 12500; undefined where it is none. */
export function thousandthsOf(typed: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,3}))?\s*%?$/.exec(typed.trim())
  if (!match) return undefined
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
  return thousandths <= 100_000 ? thousandths : undefined
}

/** Thousandths of a percent as a field shows them, without a sign: 12500 → "12.5". */
export const percentField = (thousandths: number): string => String(thousandths / 1000)

export const percentFault = 'Write a percentage from 0 to 100 with at most three decimals, such as 12.5'
