/** Who is asking: a subject of one project, and since when they are known (ms). */
export type Identity = { subject: string; since: number }
