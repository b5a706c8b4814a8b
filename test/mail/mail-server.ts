import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server that keeps what it takes; `refuse` says with which code it refuses the next try. */
export async function startMailServer() {
  const taken: (ParsedMail & { raw: string; envelope: string[] })[] = []
  const codes: (number | 'cut')[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const code = codes.shift()
      if (code === undefined) return done()
      // As servers do: the address is in the words of the refusal.
      done(Object.assign(new Error(`<${address}> not now`), { responseCode: code }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks)
        const envelope = session.envelope.rcptTo.map(({ address }) => address)
        taken.push({ ...(await simpleParser(raw)), raw: raw.toString(), envelope })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as { port: number }
  return {
    taken,
    settings: { url: `smtp://127.0.0.1:${port}`, from: { name: 'Sluice', address: 'sluice@example.org' } },
    refuse: (code: number) => void codes.push(code),
    close: () => new Promise<void>((done) => server.close(done)),
  }
}

export const toOf = ({ to }: ParsedMail): (string | undefined)[] =>
  (to as AddressObject | undefined)?.value.map(({ address }) => address) ?? []
