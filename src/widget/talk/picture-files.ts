import type { WidgetRequests, WireProblem } from '../../sockets/protocol.ts'
import { Refusal } from '../refusal.ts'

type Request = (
  name: 'attachment:ticket',
  body: WidgetRequests['attachment:ticket'][0],
) => Promise<WidgetRequests['attachment:ticket'][1]>

/** Where the server is, and who speaks with it. */
export type Server = { origin: string; key: string; subject: () => string | undefined; request: Request }

export type PictureFiles = ReturnType<typeof pictureFiles>

/** Sends pictures and fetches those that were sent; both reject with a Refusal where the server says no. */
export function pictureFiles({ origin, key, subject, request }: Server) {
  async function call(id: string, how: RequestInit): Promise<Response> {
    const headers = { ...how.headers, Authorization: `Bearer ${key}` }
    const answer = await fetch(`${origin}/api/v1/attachments/${id}`, { ...how, headers })
    if (answer.ok) return answer
    const problem = await answer.json().catch(() => ({}))
    throw new Refusal({ kind: 'unavailable', faults: [], ...problem, message: problem.detail ?? '' } as WireProblem)
  }

  return {
    /** The same id again changes nothing. */
    async send(id: string, file: Blob): Promise<void> {
      const type = file.type as WidgetRequests['attachment:ticket'][0]['type']
      const { ticket } = await request('attachment:ticket', { id, type, bytes: file.size })
      await call(id, { method: 'PUT', body: file, headers: { 'Content-Type': type, 'Sluice-Ticket': ticket } })
    },

    fetch: async (id: string): Promise<Blob> =>
      (await call(id, { headers: { 'Sluice-Subject': subject() ?? '' } })).blob(),
  }
}
