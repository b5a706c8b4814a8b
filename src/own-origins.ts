/** The origins and hosts under which this server's own pages are reached. */
export function ownOrigins({ publicUrl, host, port }: { publicUrl: string | undefined; host: string; port: number }) {
  const named = host.includes(':') ? `[${host}]` : host
  const local = ['localhost', '127.0.0.1', '[::1]', named].map((name) => `http://${name}:${port}`)
  const origins = new Set([...local, ...(publicUrl ? [publicUrl] : [])].map((url) => new URL(url).origin))
  const hosts = new Set([...origins].map((origin) => new URL(origin).host))
  return {
    isOwnOrigin: (origin: string) => origins.has(origin),
    isOwnHost: (name: string) => hosts.has(name),
    /** Where people are sent. */
    url: publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : named}:${port}`,
  }
}

export type OwnOrigins = ReturnType<typeof ownOrigins>
