import type { RequestHandler, Router } from 'express'
import type { CallerOf } from './authenticate.ts'
import type { Access, Caller } from './call.ts'

/** What somebody has uploaded, as it is handed on. */
type Downloaded = { type: string; name: string; bytes: Uint8Array }

type DownloadDeclaration<A extends Access> = {
  permission: A
  load: (call: Caller<A> & { params: Record<string, string> }) => Promise<Downloaded>
}

export type Download = { path: string; permission: Access; load: (call: never) => Promise<Downloaded> }

/** Declares one address of files that people have uploaded: route, permission and where the bytes come from. */
export function download<A extends Access>(route: `GET /${string}`, declaration: DownloadDeclaration<A>): Download {
  return { path: route.slice('GET '.length), ...declaration } as Download
}

/**
 * Puts declared downloads on a router. A page may show them as a picture; opened by themselves they are saved instead,
 * and where a program shows them all the same they can run nothing.
 */
export function mountDownloads(router: Router, downloads: readonly Download[], callerOf: CallerOf): void {
  for (const declared of downloads) {
    const handler: RequestHandler = async (request, response) => {
      const caller: object = (await callerOf(request, declared.permission)) as object
      const { type, name, bytes } = await declared.load({ ...caller, params: request.params } as never)
      response.set({
        'Content-Type': type,
        'Content-Length': String(bytes.length),
        'Content-Disposition': `attachment; filename="${name}"`,
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
      })
      response.end(bytes)
    }
    router.get(declared.path, handler)
  }
}
