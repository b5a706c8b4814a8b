import express, { type RequestHandler } from 'express'
import { guardJson } from '../base/json-guard.ts'

export const unsupported = (type: string) => Object.assign(new Error(type), { status: 415, type })

export const refuseEncoded: RequestHandler = (request, _response, next) => {
  const [coding = 'identity', transfer = 'chunked', type = ''] = [
    request.get('content-encoding'),
    request.get('transfer-encoding')?.toLowerCase(),
    request.get('content-type'),
  ]
  if (coding !== 'identity' || transfer !== 'chunked') return next(unsupported('encoding.unsupported'))
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8'
  next(charset === 'utf-8' || charset === 'utf8' ? undefined : unsupported('charset.unsupported'))
}

/** A body that no parser took would be taken for an empty one. */
const refuseUnread: RequestHandler = (request, _response, next) => {
  const hasBody = request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0
  next(hasBody && request.body === undefined ? unsupported('media.unsupported') : undefined)
}

const guard: RequestHandler = (request, _response, next) => {
  guardJson(request.body)
  next()
}

/** Reads JSON and forms up to 64 KiB, never decompressing, and refuses what no honest client sends. */
export const readBody: RequestHandler[] = [
  refuseEncoded,
  express.json({ limit: '64kb', strict: true, inflate: false }),
  express.urlencoded({ limit: '64kb', extended: false, inflate: false }),
  refuseUnread,
  guard,
]
