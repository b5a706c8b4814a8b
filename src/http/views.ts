import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { dateText } from '../base/day-words.ts'
import { agoText, numberText, percentText, pluralText } from '../base/wording.ts'
import { chamberDrawing, rungShape } from '../pacing/ladder-drawing.ts'
import { qrDrawing } from '../portal/qr-drawing.ts'
import { jsonIsland, safeSvg } from './safe-html.ts'

export type Views = { render(view: string, data: object): string }

/**
 * The pages of a folder of Handlebars files, each known by its path without `.hbs` and each usable as a partial of the
 * others; `reload` reads them anew for every page.
 */
export function handlebarsViews({ folder, reload }: { folder: string; reload: boolean }): Views {
  const load = () => loadTemplates(folder)
  const kept = reload ? undefined : load()
  return {
    render(view, data) {
      const template = (kept ?? load()).get(view)
      if (!template) throw new Error(`There is no view "${view}" in ${folder}`)
      try {
        return template(data, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false })
      } catch (cause) {
        throw new Error(`The view "${view}" failed: ${cause instanceof Error ? cause.message : cause}`, { cause })
      }
    },
  }
}

function loadTemplates(folder: string): Map<string, Handlebars.TemplateDelegate> {
  const handlebars = Handlebars.create()
  handlebars.registerHelper(helpers)
  const templates = new Map<string, Handlebars.TemplateDelegate>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.hbs')) continue
    const name = file.slice(0, -'.hbs'.length).replaceAll('\\', '/')
    const program = parse(name, readFileSync(join(folder, file), 'utf8'))
    const template = handlebars.compile(program, { knownHelpers, knownHelpersOnly: true, preventIndent: true })
    handlebars.registerPartial(name, template)
    templates.set(name, template)
  }
  return templates
}

function parse(name: string, text: string): hbs.AST.Program {
  try {
    const program = Handlebars.parse(text)
    escapedOnly.accept(program)
    return program
  } catch (cause) {
    throw new Error(`The view "${name}" cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

// Asked of the parsed template, since `{{{x}}}` has more spellings than a pattern would know.
const escapedOnly = new Handlebars.Visitor()
escapedOnly.MustacheStatement = ({ escaped, loc }) => {
  if (!escaped) throw new Error(`line ${loc.start.line} would write a value without escaping it`)
}

// A field of the data that is named like a helper is written `{{this.date}}`.
const helpers = {
  eq: (left: unknown, right: unknown) => left === right,
  or: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
  date: (at: unknown, ...rest: unknown[]) => dateText(amount('date', at), zoneOf(rest), nowOf(rest) ?? Number(at)),
  iso: (at: unknown) => new Date(amount('iso', at)).toISOString(),
  ago: (at: unknown, ...rest: unknown[]) =>
    agoText(amount('ago', at), amount('now, which ago counts from,', nowOf(rest))),
  number: (value: unknown) => numberText(amount('number', value)),
  percent: (thousandths: unknown) => percentText(amount('percent', thousandths)),
  plural: (count: unknown, one: unknown, many: unknown) =>
    pluralText(amount('plural', count), String(one), String(many)),
  json: (value: unknown) => jsonIsland(value),
  qr: (text: unknown) => safeSvg(qrDrawing(String(text))),
  rung: (index: unknown, name: unknown) =>
    safeSvg(
      `<span class="rung">${rungShape(amount('rung', index))}<b>${Handlebars.escapeExpression(String(name))}</b></span>`,
    ),
  chamber: (index: unknown, count: unknown) =>
    safeSvg(chamberDrawing(amount('chamber', index), amount('chamber', count))),
}

const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]))

function amount(what: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Error(`${what} needs a number, not ${typeof value}`)
}

/** Handlebars hands every helper its options after the written arguments. */
const zoneOf = (rest: readonly unknown[]) => (typeof rest[0] === 'string' ? rest[0] : 'UTC')

function nowOf(rest: readonly unknown[]): number | undefined {
  const options = rest.at(-1) as Handlebars.HelperOptions
  return options.data.root.now
}
