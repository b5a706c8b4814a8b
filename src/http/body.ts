import express, { type RequestHandler } from 'express'
import { guardJson } from '../base/json-guard.ts'

const refuseCompressed: RequestHandler = (request, _response, next) => {
  const encoding = request.get('content-encoding')
  if (encoding === undefined || encoding === 'identity') return next()
  next(Object.assign(new Error(`Content-Encoding ${encoding}`), { status: 415, type: 'encoding.unsupported' }))
}

const guard: RequestHandler = (request, _response, next) => {
  guardJson(request.body)
  next()
}

/** Reads JSON and forms up to 64 KiB, never decompressing, and refuses what no honest client sends. */
export const readBody: RequestHandler[] = [
  refuseCompressed,
  express.json({ limit: '64kb', strict: true, inflate: false }),
  express.urlencoded({ limit: '64kb', extended: false, inflate: false }),
  guard,
]
