import { resolve } from 'node:path'
import { readSettings } from '../src/settings.ts'

it('starts with nothing set, and with everything set to nothing', () => {
  const expected = {
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('./data'),
    mongodbUri: undefined,
    publicUrl: undefined,
    trustProxy: [],
    rateLimits: 1,
    sessionSecret: undefined,
    logLevel: 'info',
    mail: undefined,
    demo: true,
  }
  expect(readSettings({})).toEqual(expected)
  expect(readSettings({ PORT: '', HOST: '', PUBLIC_URL: '', TRUST_PROXY: '', DEMO: '' })).toEqual(expected)
})

it.each([
  ['PORT', '0', 'port', 0],
  ['HOST', '::', 'host', '::'],
  ['MONGODB_URI', 'mongodb+srv://db.example.org/sluice', 'mongodbUri', 'mongodb+srv://db.example.org/sluice'],
  ['PUBLIC_URL', 'https://Sluice.example.org/', 'publicUrl', 'https://sluice.example.org'],
  ['PUBLIC_URL', 'http://localhost:8080', 'publicUrl', 'http://localhost:8080'],
  ['TRUST_PROXY', 'loopback, 10.0.0.0/8,2001:db8::/32', 'trustProxy', ['loopback', '10.0.0.0/8', '2001:db8::/32']],
  ['SESSION_SECRET', 's'.repeat(32), 'sessionSecret', 's'.repeat(32)],
  ['LOG_LEVEL', 'silent', 'logLevel', 'silent'],
  ['DEMO', '0', 'demo', false],
] as const)('reads %s=%s', (name, value, key, expected) => {
  expect(readSettings({ [name]: value })).toMatchObject({ [key]: expected })
})

it.each([
  ['PORT', 'web'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', '-1'],
  ['MONGODB_URI', 'postgres://db'],
  ['PUBLIC_URL', 'sluice.example.org'],
  ['PUBLIC_URL', 'ftp://sluice.example.org'],
  ['PUBLIC_URL', 'https://example.org/sluice'],
  ['TRUST_PROXY', 'everybody'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.1,true'],
  ['SESSION_SECRET', 'too short'],
  ['LOG_LEVEL', 'loud'],
  ['DEMO', 'yes'],
])('refuses %s=%s in one line that names it', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^Settings: ${name} [^\n]+$`))
})

it.each([
  ['Sluice <sluice@example.org>', { name: 'Sluice', address: 'sluice@example.org' }],
  ['"The team, here" <Team@example.org>', { name: 'The team, here', address: 'team@example.org' }],
  ['sluice@example.org', { name: '', address: 'sluice@example.org' }],
])('sends e-mail as %s', (MAIL_FROM, from) => {
  const SMTP_URL = 'smtps://user:secret@mail.example.org:465'
  expect(readSettings({ SMTP_URL, MAIL_FROM }).mail).toEqual({ url: SMTP_URL, from })
})

it.each([
  ['SMTP_URL', { SMTP_URL: 'https://mail.example.org', MAIL_FROM: 'sluice@example.org' }],
  ['SMTP_URL', { SMTP_URL: 'mail.example.org', MAIL_FROM: 'sluice@example.org' }],
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.org' }],
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'Sluice' }],
  ['MAIL_FROM', { MAIL_FROM: 'Sluice <a@example.org>\r\nBcc: <b@example.org>' }],
])('refuses e-mail settings in one line that names %s', (name, given) => {
  expect(() => readSettings(given)).toThrow(new RegExp(`^Settings: ${name} [^\n]+$`))
})

it('names all that is wrong at once, and no value', () => {
  const wrong = { PORT: 'web', SESSION_SECRET: 'hunter2' }
  expect(() => readSettings(wrong)).toThrow(/PORT .*; SESSION_SECRET /)
  expect(() => readSettings(wrong)).not.toThrow(/hunter2/)
})
