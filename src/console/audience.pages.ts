import { Problem } from '../base/problem.ts'
import { writtenText } from '../base/text.ts'
import type { ConversationService } from '../conversations/conversation.service.ts'
import { forecastChart } from '../flags/forecast-chart.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { page } from '../http/page.ts'
import { safeSvg } from '../http/safe-html.ts'
import type { AudienceService } from '../pacing/audience.service.ts'
import type { ChannelService } from '../pacing/channel.service.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { audienceView } from './audience-view.ts'
import { lettersOf, personView } from './person-view.ts'

const mostFound = 20
const searchText = writtenText(120)

type Parts = {
  audience: AudienceService
  subjects: SubjectService
  ruleset: RulesetService
  channels: ChannelService
  conversations: ConversationService
}

/** Who the product's people are, as far as they chose, and one of them at a time. */
export function audiencePages({ audience, subjects, ruleset, channels, conversations }: Parts) {
  /** Who is meant by what was typed; undefined where nothing was, or nothing that a name could hold. */
  async function search(project: Project, query: Record<string, unknown>) {
    const text = searchText.safeParse(query.q)
    if (!text.success) return undefined
    const found = await subjects.search(project, text.data, mostFound)
    return {
      text: text.data,
      isCut: found.length >= mostFound,
      people: found.map(({ subject, name }) => ({
        href: personPath(project, subject),
        name: name ?? 'Somebody without a name',
        subject,
      })),
    }
  }

  async function waitingOf(project: Project, subject: string): Promise<string[]> {
    const identity = await subjects.identityOf(project, subject)
    const capped = project.channels.filter(({ entry }) => entry === 'capped')
    const standing = await Promise.all(capped.map(({ key }) => channels.standing(project, key, identity)))
    return standing.flatMap(({ channel, place }) =>
      place === undefined ? [] : [`Waits for room on ${channel.name}, in place ${place}.`],
    )
  }

  return [
    page('GET /console/:project/audience', {
      permission: 'audience:read',
      view: 'console/audience',
      async load({ project, query }) {
        const [counted, found] = await Promise.all([audience.of(project), search(project, query)])
        const { chart, ...view } = audienceView(project, counted)
        return {
          ...view,
          found,
          chart: chart && {
            ...{ names: chart.names, table: chart.table },
            wide: safeSvg(forecastChart(chart.drawing, 'wide')),
            phone: safeSvg(forecastChart(chart.drawing, 'phone')),
          },
        }
      },
    }),
    page('GET /console/:project/audience/:subject', {
      permission: 'audience:read',
      view: 'console/person',
      async load({ project, params }) {
        const { subject = '' } = params
        if (await subjects.isMerged(project, subject))
          throw new Problem('missing', 'This person has signed in since and is known by another name')
        const identity = await subjects.known(project, subject)
        if (!identity) throw new Problem('missing', 'There is no such person')
        const [evaluated, open, waits, wrote] = await Promise.all([
          ruleset.forSubject(project, identity),
          channels.openTo(project, subject),
          waitingOf(project, subject),
          conversations.ofSubject(project, identity),
        ])
        return {
          ...personView(project, identity, evaluated, open),
          whySubject: encodeURIComponent(subject),
          waits,
          letters: lettersOf(wrote, evaluated.at),
        }
      },
    }),
  ]
}

const personPath = ({ key }: Project, subject: string) => `/console/${key}/audience/${encodeURIComponent(subject)}`
