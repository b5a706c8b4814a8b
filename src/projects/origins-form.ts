import { refusedForm } from '../base/typed-form.ts'
import { origin } from './project.ts'

const mostOrigins = 50

/** Origins written one a line; throws with the line that is none. */
export function originsFrom(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  const faults = lines.flatMap((line, i) => {
    const fault = line && origin.safeParse(line).error?.issues[0]?.message
    return fault ? [`Line ${i + 1}, ${line.slice(0, 80)}: ${fault}`] : []
  })
  const origins = [...new Set(lines.filter(Boolean))]
  if (origins.length > mostOrigins) faults.push(`At most ${mostOrigins} origins`)
  if (faults.length > 0) throw refusedForm([{ field: 'origins', message: faults.join('. ') }])
  return origins
}
