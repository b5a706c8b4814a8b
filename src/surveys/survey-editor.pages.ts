import { Problem } from '../base/problem.ts'
import { agoText } from '../base/wording.ts'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import type { Project } from '../projects/project.ts'
import { acted, actFrom } from './editor-acts.ts'
import { writtenFrom } from './editor-form.ts'
import { lookIn, placeAfter } from './editor-place.ts'
import { editorSentence, editorView } from './editor-view.ts'
import { lastOf, typedFields } from './form-reader.ts'
import type { KnownSurvey, SurveyService } from './survey.service.ts'
import { textAt, type Written, writtenOf } from './written.ts'

type Parts = {
  surveys: SurveyService
  flagsOf: (project: Project) => Promise<readonly Flag[]>
  now: () => number
}

type Call = Pick<PageCall<'surveys:write', undefined>, 'project' | 'params' | 'query' | 'typed'>

/** What is written of a survey, or else what is out, to begin from. */
export function writtenSoFar({ draft, survey }: Pick<KnownSurvey, 'draft' | 'survey'>): Written {
  if (draft) return writtenOf(draft.draft)
  const { key: _, revision: __, publishedAt: ___, ...published } = survey ?? { key: '', revision: 0, publishedAt: 0 }
  return published
}

/** Writing a survey: one form in which every button stores what has been typed. */
export function surveyEditorPages({ surveys, flagsOf, now }: Parts) {
  /** Everything that keeps it from being published. */
  async function faultsOf(project: Project, key: string, written: Written) {
    try {
      await surveys.check(project, key, written)
      return []
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.kind === 'invalid') return thrown.faults
      throw thrown
    }
  }

  const edited = {
    permission: 'surveys:write',
    view: 'surveys/edit',
    async load({ project, params, query, typed }: Call) {
      const key = params.key ?? ''
      const known = await surveys.find(project, key)
      if (known.control.closedAt !== undefined) return { redirectTo: `/console/${project.key}/surveys/${key}` }
      const before = writtenSoFar(known)
      const written = typed ? writtenFrom(typed, before) : before
      const faults = query.check === 'yes' ? await faultsOf(project, key, written) : []
      const around = { flags: await flagsOf(project), channels: project.channels }
      const { faults: faultLines, ...view } = editorView(written, around, faults, lookIn(typed, query), now())
      const isOut = known.survey !== undefined
      return {
        ...view,
        ...{ title: `Edit · ${textAt(written, ['name']) || key}`, key, isOut, faultLines },
        sentence: editorSentence(written, isOut),
        saved: known.draft ? `Saved ${agoText(known.draft.changedAt, now())}.` : 'As it is published.',
        mend: faults.length > 0 && mendWords(faults.length),
        basis: typed ? lastOf(typed.basis) : (known.draft?.changedAt ?? 0),
        isOvertaken: typed !== undefined,
        rulesAreOpen: query.open === 'rules',
      }
    },
  } as const

  return [
    page('GET /console/:project/surveys/:key/edit', edited),
    page('POST /console/:project/surveys/:key/edit', {
      permission: 'surveys:write',
      form: typedFields,
      again: edited,
      async handle({ project, params, form }) {
        const key = params.key ?? ''
        const known = await surveys.find(project, key)
        const button = lastOf(form.act)
        const chosen = { kind: lastOf(form.newQuestion), on: lastOf(form.newTrigger), after: lastOf(form.newRule) }
        const act = actFrom(button, chosen)
        const typed = writtenFrom(form, writtenSoFar(known))
        const used = (await surveys.revisions(project, key)).flatMap(({ questions }) => questions.map(({ id }) => id))
        const written = act ? acted(typed, act, used) : typed
        const basis = lastOf(form.over) === 'yes' ? undefined : Number(lastOf(form.basis)) || 0
        const { changedAt } = await surveys.saveDraft(project, key, written, basis)
        const path = `/console/${project.key}/surveys/${key}`
        if (button === 'languages') return `${path}/texts`
        if (button !== 'review') return `${path}/edit${placeAfter(button, act, written, lookIn(form, {}), changedAt)}`
        return (await faultsOf(project, key, written)).length > 0 ? `${path}/edit?check=yes#faults` : `${path}/publish`
      },
    }),
  ]
}

const mendWords = (n: number) =>
  n === 1 ? 'One thing is missing before it can be published.' : `${n} things are missing before it can be published.`
