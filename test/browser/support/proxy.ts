import { createServer, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** A proxy in front of the server: files always pass, and of the widget's sockets and requests what it lets through. */
export async function startProxy(target: string) {
  const { hostname, port } = new URL(target)
  const lets = { sockets: true, requests: true }
  const open = new Set<Socket>()

  const server = createServer((incoming, outgoing) => {
    if (!lets.requests && incoming.url?.startsWith('/api/')) return void incoming.socket.destroy()
    const { method, url, headers } = incoming
    const onward = request({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => outgoing.destroy()).pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.on('upgrade', ({ method, url, rawHeaders }, socket: Socket) => {
    socket.on('error', () => {})
    if (!lets.sockets) return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    const lines = Array.from(
      { length: rawHeaders.length / 2 },
      (_, i) => `${rawHeaders[2 * i]}: ${rawHeaders[2 * i + 1]}`,
    )
    const onward = connect(Number(port), hostname, () => {
      onward.write([`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => {}).on('close', () => socket.destroy())
    socket.on('close', () => onward.destroy())
    open.add(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on; sockets that are open and not let through any more are cut. */
    let(what: Partial<typeof lets>): void {
      Object.assign(lets, what)
      if (!lets.sockets) for (const socket of open) socket.destroy()
    },
    close(): void {
      for (const socket of open) socket.destroy()
      server.closeAllConnections()
      server.close()
    },
  }
}
