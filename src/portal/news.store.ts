import type { Connection } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { KnownNews } from './known-news.ts'

type Stored = KnownNews & { _id: string; project: string; subject: string }

/** What each subject has been told: one small document, which only ever grows. */
export function newsStore(connection: Connection) {
  const news = connection.model<Stored>(
    'news',
    tenantSchema<Stored>({ subject: String, had: anything, asked: anything }),
  )
  const whose = (project: string, subject: string) => ({ _id: `${project}:${subject}`, project })

  async function find(project: string, subject: string): Promise<KnownNews | null> {
    return news.findOne(whose(project, subject), { _id: 0, had: 1, asked: 1 }).lean<KnownNews>()
  }

  /** Adds to what is known; two at once both stand, for of each flag the newest counts. */
  async function add(project: string, subject: string, known: KnownNews): Promise<void> {
    const write = () =>
      news.updateOne(whose(project, subject), addition(subject, known), { upsert: true, setDefaultsOnInsert: false })
    if (!(await isInserted(write()))) await write()
  }

  return {
    find,
    add,
    async move(project: string, from: string, into: string): Promise<void> {
      const taken = await find(project, from)
      if (!taken) return
      await add(project, into, taken)
      await news.deleteOne(whose(project, from))
    },
  }
}

function addition(subject: string, known: KnownNews) {
  const newest: Record<string, number> = {}
  const empty: Record<string, object> = {}
  for (const field of ['had', 'asked'] as const) {
    const flags = Object.entries(known[field])
    for (const [flag, revision] of flags) newest[`${field}.${flag}`] = revision
    if (flags.length === 0) empty[field] = {}
  }
  return { $max: newest, $setOnInsert: { subject, ...empty } }
}

export type NewsStore = ReturnType<typeof newsStore>
