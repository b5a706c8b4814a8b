import { readTyped, typedForm } from '../base/typed-form.ts'
import { listText } from '../base/wording.ts'
import { type PageCall, page } from '../http/page.ts'
import { dimensionsFrom, rowsOf, typedRows } from './dimension-form.ts'
import type { ProjectService } from './project.service.ts'
import { contextSnippet } from './snippets.ts'

/** What a product says with every answer beside its version; `url`: where this server is reached. */
export function dimensionPages({ projects, url }: { projects: ProjectService; url: string }) {
  const shown = {
    view: 'projects/dimensions',
    load({ project, typed }: Pick<PageCall<'settings:read', undefined>, 'project' | 'typed'>) {
      const rows = typed ? typedRows(readTyped(typed)) : rowsOf(project.dimensions)
      return {
        headline: headlineOf(project.dimensions.map(({ name }) => name)),
        snippet: contextSnippet(url, project.clientKey, project.dimensions),
        rows: rows.map((row, line) => ({
          ...row,
          place: line + 1,
          ...(line === 0 && { keyExample: 'plan', nameExample: 'Plan' }),
          ...{ keyField: `key:${line}`, nameField: `name:${line}`, valuesField: `values:${line}` },
          ...{ keyFault: `${line}.key`, nameFault: `${line}.name`, valuesFault: `${line}.values` },
        })),
      }
    },
  }

  return [
    page('GET /console/:project/settings/dimensions', { ...shown, permission: 'settings:read' }),
    page('POST /console/:project/settings/dimensions', {
      permission: 'settings:write',
      form: typedForm,
      again: { ...shown, permission: 'settings:write' },
      async handle({ project, form, session }) {
        await projects.setDimensions(project, dimensionsFrom(form))
        session.say('Saved. Pages that are opened from now on may say these.')
        return `/console/${project.key}/settings/dimensions`
      },
    }),
  ]
}

const headlineOf = (names: readonly string[]): string =>
  names.length === 0
    ? 'With every answer your pages may say what your product is like.'
    : `With every answer your pages may say ${listText(['the version', ...names])}.`
