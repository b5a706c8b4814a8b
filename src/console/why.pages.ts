import { Problem } from '../base/problem.ts'
import type { FlagService } from '../flags/flag.service.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { page } from '../http/page.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { whyView } from './why-view.ts'

type Parts = { flags: Pick<FlagService, 'find'>; ruleset: RulesetService; subjects: SubjectService }

/** "Why does this person see this": one person, one flag, in the words that the person reads too. */
export const whyPages = ({ flags, ruleset, subjects }: Parts) => [
  page('GET /console/:project/why/:flag', {
    permission: 'inbox:read',
    view: 'console/why',
    async load({ project, params, query }) {
      const { subject } = query
      if (typeof subject !== 'string' || subject === '' || subject.length > 300)
        throw new Problem('missing', 'Say whom you ask about')
      if (await subjects.isMerged(project, subject))
        throw new Problem('missing', 'This person has signed in since and is known by another name')
      const flag = await flags.find(project, params.flag ?? '')
      const [names, { at, person }] = await Promise.all([
        subjects.names(project, [subject]),
        ruleset.forSubject(project, await subjects.identityOf(project, subject)),
      ])
      return { ...whyView(project, flag, person, names.get(subject), at), subject: encodeURIComponent(subject) }
    },
  }),
]
