import { z } from 'zod'

/** The text as it is stored: half of a surrogate pair, as cutting through an emoji leaves it, becomes U+FFFD. */
export const storable = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** Whether a JSON value is stored as it is: half of a surrogate pair, which JSON writes as an escape, is not. */
export const isStorable = (value: unknown): boolean =>
  !/(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/.test(JSON.stringify(value) ?? '')

/**
 * Text that people typed: as it is stored, trimmed, in Unicode's composed form, without control characters but line
 * breaks and tabs.
 */
export const writtenText = (most: number, least = 1) =>
  z
    .string()
    .transform((text) => storable(text).normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(least, least === 1 ? 'Write something' : `Write at least ${least} characters`)
        .max(most, `At most ${most} characters`)
        .refine((text) => !hasControl(text), 'Control characters are not allowed'),
    )

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return true
  }
  return false
}

/** A name in addresses and code: small letters, digits, `-`, `_`; starts with a letter or digit; nothing of JavaScript's own. */
export const slug = (most = 64) =>
  z
    .string()
    .max(most, `At most ${most} characters`)
    .regex(/^[a-z0-9][a-z0-9_-]*$/, 'Use small letters, digits, - and _, starting with a letter or digit')
    .refine((text) => text !== 'constructor' && text !== 'prototype', 'This name is taken')

/** A whole number in an address or a form, written in digits; "" and "0x1" are none. */
export const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'Must be a whole number')
    .transform(Number)
    .pipe(z.number().max(most, `At most ${most}`))

/** The client-made id of something that is to be stored once: a UUIDv7. */
export const clientId = z.uuidv7('Must be a UUIDv7').transform((id) => id.toLowerCase())

/** Where somebody is written to; what it lets through holds no line break, so it can stand in a header. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'At most 254 characters')
  .pipe(z.email('Write an e-mail address such as ada@example.org'))
