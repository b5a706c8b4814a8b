const secrets: [RegExp, string][] = [
  [/\bhttps?:\/\/[^\s"'<>)]+/g, ''],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 [token]'],
  [
    /(["']?\b[\w-]*(?:password|passwd|pwd|secret|token|api[-_]?key|authorization|cookie|session)[\w-]*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    '$1[secret]',
  ],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[e-mail]'],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g, '[number]'],
  [/\+?\d(?:[ ().-]?\d){8,}/g, '[number]'],
  [/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}\b/g, '[token]'],
]

/** What a page wrote to its console, with addresses as routes and without what looks like a secret or somebody's own. */
export function redacted(text: string, routeOf: (url: string) => string): string {
  const [[addresses], ...others] = secrets as [[RegExp, string], ...[RegExp, string][]]
  const short = text.slice(0, 2000).replace(addresses, routeOf)
  return others.reduce((left, [secret, instead]) => left.replace(secret, instead), short).slice(0, 300)
}
