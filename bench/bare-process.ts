import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { answering } from './processes.ts'

/** Socket.io and nothing else: every event is acknowledged with what came. */
function serve(): void {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'], serveClient: false })
  const widget = io.of('/widget')
  widget.on('connection', (socket) => {
    void socket.join('everybody')
    socket.onAny((_name: string, sent: unknown, acknowledge: (data: unknown) => void) =>
      acknowledge({ ok: true, data: sent }),
    )
  })
  http.listen(0, '127.0.0.1', () => {
    const { port } = http.address() as AddressInfo
    answering(
      { url: `http://127.0.0.1:${port}`, key: '' },
      {
        change: async () => void widget.to('everybody').emit('flags:changed', {}),
        close: async () => void (await io.close()),
      },
    )
  })
}

serve()
