import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { jsonIsland } from '../../src/http/safe-html.ts'
import { handlebarsViews } from '../../src/http/views.ts'

const instant = Date.UTC(2026, 11, 8, 9)

describe('a folder of views', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'views-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (view: string, text: string) => {
    mkdirSync(dirname(join(folder, view)), { recursive: true })
    writeFileSync(join(folder, `${view}.hbs`), text)
  }
  const rendered = (text: string, data: object = {}) => {
    write('page', text)
    return handlebarsViews({ folder, reload: false }).render('page', data)
  }

  it('shows stored text literally, in text and in attributes', () => {
    expect(rendered('<p title="{{name}}">{{name}}</p>', { name: '"><script>x</script>' })).toBe(
      '<p title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">&quot;&gt;&lt;script&gt;x&lt;/script&gt;</p>',
    )
  })

  it.each(['{{{name}}}', '{{&name}}', '{{~{name}~}}', '{{#if name}}{{#> page}}{{{name}}}{{/page}}{{/if}}'])(
    'refuses to load %s',
    (text) => {
      expect(() => rendered(text)).toThrow(
        'The view "page" cannot be read: line 1 would write a value without escaping it',
      )
    },
  )

  it('reads nothing that a value inherits', () => {
    const inherited = Object.create({ secret: 'inherited' })
    expect(rendered('[{{it.secret}}{{it.constructor.name}}{{it.__proto__}}]', { it: inherited })).toBe('[]')
  })

  it('names the view that is missing, fails, or asks for a partial or helper that is not there', () => {
    const views = () => handlebarsViews({ folder, reload: false })
    expect(() => views().render('flags/none', {})).toThrow('There is no view "flags/none" in')
    write('flags/list', '{{> partials/none}}')
    expect(() => views().render('flags/list', {})).toThrow(/The view "flags\/list" failed: .*partials\/none/)
    write('flags/list', '{{shout name}}')
    expect(() => views().render('flags/list', {})).toThrow(/The view "flags\/list" failed: .*shout/)
    write('flags/list', '{{date at}}')
    expect(() => views().render('flags/list', {})).toThrow('The view "flags/list" failed: date needs a number')
    write('flags/list', '{{#if open}}')
    expect(views).toThrow('The view "flags/list" cannot be read: ')
  })

  it('reads a changed file again only when told to', () => {
    write('page', 'old')
    const kept = handlebarsViews({ folder, reload: false })
    const reloading = handlebarsViews({ folder, reload: true })
    expect(reloading.render('page', {})).toBe('old')
    write('page', 'new')
    expect(kept.render('page', {})).toBe('old')
    expect(reloading.render('page', {})).toBe('new')
  })

  it.each<[string, string]>([
    ['{{date at}}', 'Tue 8 December, 09:00'],
    ['{{date at "Europe/Berlin"}}', 'Tue 8 December, 10:00'],
    ['{{date at missing}}', 'Tue 8 December, 09:00'],
    ['{{date past}}', 'Sun 8 December 2024, 09:00'],
    ['{{iso at}}', '2026-12-08T09:00:00.000Z'],
    ['{{ago at}}', '7 min ago'],
    ['{{ago future}}', 'in 3 days'],
    ['{{ago now}}', 'just now'],
    ['{{#each list}}{{ago this}}{{/each}}', '1 h ago'],
    ['{{number big}}', '12\u202f345.5'],
    ['{{number below}}', '\u22124'],
    ['{{percent 20000}}, {{percent 12500}}, {{percent 1}}', '20\u202f%, 12.5\u202f%, 0.001\u202f%'],
    ['{{plural 1 "person" "people"}}, {{plural 2404 "person" "people"}}', '1 person, 2\u202f404 people'],
    ['{{#if (eq nav "flags")}}here{{/if}}{{#if (eq nav "inbox")}}there{{/if}}', 'here'],
    ['{{rung 1 name}}', '<b>&lt;i&gt;</b></span>'],
    ['{{chamber 2 3}}', 'd="M1 9q'],
  ])('writes %s', (text, expected) => {
    const data = {
      at: instant,
      now: instant + 7 * 60_000,
      past: Date.UTC(2024, 11, 8, 9),
      future: instant + 7 * 60_000 + 3 * 86_400_000,
      list: [instant - 3_600_000],
      big: 12345.5,
      below: -4,
      nav: 'flags',
      name: '<i>',
    }
    expect(rendered(text, data)).toContain(expected)
  })
})

describe('jsonIsland', () => {
  const hostile = { text: '</script><!--&\u2028\u2029"' }

  it('can neither end its script element nor a line, and reads back the same', () => {
    const island = jsonIsland(hostile).toString()
    expect(island).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(island)).toEqual(hostile)
  })

  it('writes null for nothing', () => {
    expect(jsonIsland(undefined).toString()).toBe('null')
  })
})

describe('the layouts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layouts-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const page = (text: string, data: object) => {
    cpSync('views', folder, { recursive: true })
    writeFileSync(join(folder, 'page.hbs'), text)
    return handlebarsViews({ folder, reload: false }).render('page', data)
  }
  const data = {
    now: instant,
    project: { name: 'Notes & "more"', key: 'notes' },
    csrf: 'to"ken',
    nonce: 'abc',
    unread: 1200,
    flash: { text: '<b>Saved</b>', tone: 'good', undo: { action: '/undo', label: 'Undo' } },
  }

  it('wraps a page of the console', () => {
    const html = page('{{#> layouts/console title="Flags" nav="flags"}}<h1>{{number 3}}</h1>{{/layouts/console}}', data)
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" data-project="notes">/)
    expect(html).toContain('<title>Flags</title>')
    expect(html).toContain('<script type="module" src="/scripts/console.js" nonce="abc"></script>')
    expect(html).toContain('<a href="/console/notes/flags" aria-current="page">Flags</a>')
    expect(html.match(/aria-current/g)).toHaveLength(1)
    expect(html).toContain('1\u202f200<span class="hidden"> unread</span>')
    expect(html.match(/name="_csrf" value="to&quot;ken"/g)).toHaveLength(2)
    expect(html).toContain('Notes &amp; &quot;more&quot;')
    expect(html).toContain('&lt;b&gt;Saved&lt;/b&gt;')
    expect(html).toMatch(/<main id="main"[\s\S]*<h1>3<\/h1>\s*<\/main>/)
    expect(html).not.toContain('style=')
  })

  it("wraps a subject's page, whose navigation is what the page hands it", () => {
    const nav = [{ href: '/a', label: 'My choices', current: true }]
    const text = '{{#> layouts/portal title="x"}}{{/layouts/portal}}'
    expect(page(text, { ...data, nav })).toContain('<a href="/a" aria-current="page">My choices</a>')
    expect(page(text, data)).not.toContain('<nav')
  })

  it('says a plain sentence, why a form was refused, and asks for the token only where a form stands', () => {
    const csrf = jest.fn(() => 'token')
    const more = { flash: 'It is <saved>.', problem: 'The key is taken', csrf }
    const shown = (text: string) =>
      page(`{{#> layouts/public title="x"}}${text}{{/layouts/public}}`, { ...data, ...more })
    expect(shown('')).toContain('<span>It is &lt;saved&gt;.</span>')
    expect(shown('')).toContain('<div class="notice bad" role="alert" tabindex="-1" autofocus>The key is taken</div>')
    expect(csrf).not.toHaveBeenCalled()
    expect(shown('{{> partials/csrf}}')).toContain('name="_csrf" value="token"')
  })

  it('ties what is wrong to its field', () => {
    const html = page('{{> partials/field name="key" label="Key" value="<" hint="Short" error="Taken"}}', {})
    expect(html).toContain('<label for="field-key">Key</label>')
    expect(html).toContain('value="&lt;" aria-invalid="true" aria-describedby="error-key hint-key">')
    expect(html).toContain('<span class="error" id="error-key">Taken</span>')
  })
})
