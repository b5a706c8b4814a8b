import express, { type RequestHandler, Router } from 'express'
import { publicFileHeaders } from './security-headers.ts'

/** Folders with what browsers may load. */
export type PublicFiles = { public: string; fonts: string }

/** Serves styles, scripts, fonts and the widget; what carries a hash in its name may be kept for ever. */
export function publicFiles(files: PublicFiles): RequestHandler {
  const router = Router()
  const day = { index: false, redirect: false, maxAge: '1h', etag: true, lastModified: true } as const
  router.use(
    '/widget',
    publicFileHeaders,
    express.static(`${files.public}/widget`, { ...day, setHeaders: hashedForEver }),
  )
  router.use('/fonts/inter', express.static(files.fonts, { ...day, maxAge: '365d', immutable: true }))
  router.use(express.static(files.public, day))
  return router
}

const hashedForEver: NonNullable<Parameters<typeof express.static>[1]>['setHeaders'] = (response, path) => {
  const hashed = /-[0-9a-zA-Z_]{8,}\.js(\.map)?$/.test(path)
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
}
