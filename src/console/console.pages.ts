import { z } from 'zod'
import { invalid } from '../base/problem.ts'
import { slug, writtenText } from '../base/text.ts'
import { countText } from '../base/wording.ts'
import { page } from '../http/page.ts'
import { keyFrom } from '../projects/key-from.ts'
import type { ProjectService } from '../projects/project.service.ts'

const projectForm = z
  .object({ name: writtenText(80), key: z.string().trim().default('') })
  .transform(({ name, key }) => ({ name, key: key || keyFrom(name) }))

/** Where the team arrives: the one product, or which of them. */
export function consolePages(projects: ProjectService) {
  const home = {
    permission: 'member',
    view: 'console/home',
    async load() {
      const all = await projects.all()
      const sentence =
        all.length === 0
          ? 'Name your product, and its first flag is a minute away.'
          : `${countText(all.length, 'product is', 'products are')} here.`
      return { projects: all, sentence }
    },
  } as const

  return [
    page('GET /console', {
      ...home,
      async load() {
        const [first, ...others] = await projects.all()
        return first && others.length === 0 ? { redirectTo: `/console/${first.key}/flags` } : home.load()
      },
    }),
    page('POST /console/projects', {
      permission: 'member',
      form: projectForm,
      again: home,
      async handle({ form, session }) {
        const key = slug().safeParse(form.key)
        if (!key.success) throw invalid('key', form.key ? (key.error.issues[0]?.message ?? '') : 'Write a key')
        const { name } = await projects.create({ name: form.name, key: key.data })
        session.say(`${name} is here. Make its first flag, or put the widget into its pages under Settings.`)
        return `/console/${key.data}/flags`
      },
    }),
  ]
}
