const most = { packets: 256, bytes: 1 << 20 }

type Connection = {
  writeBuffer: { data?: unknown }[]
  on(event: string, then: () => void): void
  close(now: true): void
}

/** Ends a connection whose reader does not keep up, before what waits for it fills the memory. */
export function cutSlowReaders(connection: Connection): void {
  connection.on('packetCreate', () => {
    const { writeBuffer } = connection
    const bytes = () => writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0)
    if (writeBuffer.length > most.packets || (writeBuffer.length > 16 && bytes() > most.bytes)) connection.close(true)
  })
}
