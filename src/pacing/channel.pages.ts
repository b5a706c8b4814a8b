import { z } from 'zod'
import { invalidShape, Problem } from '../base/problem.ts'
import { readTyped, type TypedForm, typedForm, wholeNumber } from '../base/typed-form.ts'
import { numberText, numeralText } from '../base/wording.ts'
import { type PageCall, page, unfinished } from '../http/page.ts'
import { ladderDraft } from '../projects/channel.ts'
import { isMeant, ladderFields, ladderFrom, ladderRows } from '../projects/ladder-form.ts'
import { type LadderPeople, ladderEffect } from '../projects/ladder-words.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'

type Parts = {
  projects: ProjectService
  people: (project: Project) => Promise<LadderPeople>
}

type Looked = Pick<PageCall<'settings:read', undefined>, 'project' | 'query' | 'typed'>

/** A project's ladder: what its channels say, in which order they stand, and who may join. */
export function channelPages({ projects, people }: Parts) {
  const shown = {
    view: 'projects/channels',
    async load({ project, query, typed }: Looked) {
      const looked = readTyped(typed ?? query)
      const fields = looked.version === undefined ? ladderFields(project.channels, project.version) : looked
      const rows = ladderRows(fields)
      const counted = await people(project)
      let place = 0
      return {
        version: fields.version,
        rungs: rows
          .map((row, index) => ({
            ...row,
            index,
            count: rows.length,
            isNew: row.key === '',
            isFirst: index === 0,
            isLast: index === rows.length - 1,
            people: counted.on.get(row.key) ?? 0,
            faultAt: isMeant(row) ? `channels.${place++}` : 'none',
          }))
          .map(({ faultAt, ...row }) => ({
            ...row,
            nameFault: `${faultAt}.name`,
            keyFault: `${faultAt}.key`,
            descriptionFault: `${faultAt}.description`,
            breaksFault: `${faultAt}.breaks`,
            entryFault: `${faultAt}.entry`,
            capFault: `${faultAt}.cap`,
          }))
          .reverse(),
        headline: headlineOf(project, counted),
        ...effectOf(project, rows, counted),
      }
    },
  }

  const draftFrom = (rows: ReturnType<typeof ladderRows>) => {
    const draft = z.object({ channels: ladderDraft }).safeParse({ channels: ladderFrom(rows) })
    if (!draft.success) throw invalidShape(draft.error)
    return draft.data.channels
  }

  /** What saving would do, or why it would be refused. */
  function effectOf(project: Project, rows: ReturnType<typeof ladderRows>, counted: LadderPeople) {
    try {
      return { effect: ladderEffect(project, projects.lookAtLadder(project, draftFrom(rows)), counted) }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      return { refusal: thrown.faults[0]?.message ?? thrown.message }
    }
  }

  return [
    page('GET /console/:project/settings/channels', { ...shown, permission: 'settings:read' }),
    page('POST /console/:project/settings/channels', {
      permission: 'settings:write',
      form: typedForm,
      again: { ...shown, permission: 'settings:write' },
      async handle({ project, form, session }) {
        if (asksToLook(form)) return unfinished
        await projects.setLadder(project, draftFrom(ladderRows(form)), wholeNumber(form.version ?? ''))
        session.say('Saved. Whoever was moved is told.')
        return `/console/${project.key}/settings/channels`
      },
    }),
  ]
}

const asksToLook = ({ move, add, look }: TypedForm) => move !== undefined || add !== undefined || look !== undefined

function headlineOf({ channels }: Project, { on, undecided }: LadderPeople): string {
  const all = [...on.values()].reduce((sum, n) => sum + n, undecided)
  const who = all === 0 ? 'Nobody is' : all === 1 ? 'One person is' : `${numberText(all)} people are`
  return `${who} on ${channels.length === 1 ? 'the one channel there is' : `the ${numeralText(channels.length)} channels`}${all === 0 ? ' yet' : ''}.`
}
