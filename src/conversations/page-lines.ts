import { z } from 'zod'
import { redacted } from '../base/redact.ts'
import { writtenText } from '../base/text.ts'
import type { Project } from '../projects/project.ts'

const most = 50

const consoleLine = z.object({ level: z.enum(['error', 'warn', 'info', 'log']), text: writtenText(300, 0) })

const networkLine = z.object({
  method: z.string().regex(/^[A-Z]{1,16}$/, 'Must be a method'),
  route: writtenText(200, 0).describe('Without ids and without what stands behind the question mark'),
  status: z.int().min(0).max(599).describe('0: no answer came'),
  ms: z.int().min(0).max(86_400_000),
})

/** What a page reported before somebody wrote, where its product and the person want it to be sent; oldest first. */
export const pageLines = z.object({
  console: z.array(consoleLine).max(most, `At most ${most} lines`),
  network: z.array(networkLine).max(most, `At most ${most} lines`),
})

export type PageLines = z.infer<typeof pageLines>

/** As the project lets it be written; the widget has looked through it before, but anybody may send what they like. */
export const linesAsWritten = ({ redacts }: Pick<Project, 'redacts'>, lines: PageLines): PageLines =>
  redacts
    ? {
        console: lines.console.map((line) => ({ ...line, text: redacted(line.text) })),
        network: lines.network.map((line) => ({ ...line, route: redacted(line.route) })),
      }
    : lines
