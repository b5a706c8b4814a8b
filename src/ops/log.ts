import { type Logger, pino } from 'pino'

/** One JSON line an event; what could be a secret never reaches a line. */
export function logger(level: string): Logger {
  return pino({
    level,
    redact: {
      paths: ['req.headers', '*.password', '*.token', '*.secret', '*.cookie', '*.authorization', '*.email'],
      censor: '(left out)',
    },
  })
}
