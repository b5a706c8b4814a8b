import { Problem } from '../base/problem.ts'
import { writtenText } from '../base/text.ts'
import type { ConversationService } from '../conversations/conversation.service.ts'
import type { Flag } from '../flags/flag.ts'
import { forecastChart } from '../flags/forecast-chart.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { page } from '../http/page.ts'
import { safeSvg } from '../http/safe-html.ts'
import type { AudienceService } from '../pacing/audience.service.ts'
import type { ChannelService } from '../pacing/channel.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { AskingService } from '../surveys/asking.service.ts'
import type { ResponseService } from '../surveys/response.service.ts'
import type { SurveyService } from '../surveys/survey.service.ts'
import { gatesView, showingsView } from './asked-view.ts'
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
  surveys: Pick<SurveyService, 'running'>
  asking: Pick<AskingService, 'gates'>
  responses: Pick<ResponseService, 'askedOf'>
}

/** Who the product's people are, as far as they chose, and one of them at a time. */
export function audiencePages(parts: Parts) {
  const { audience, subjects, ruleset, channels, conversations, surveys, asking, responses } = parts

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

  async function askedOf(project: Project, identity: Identity, flags: readonly Flag[]) {
    const [running, asked] = await Promise.all([surveys.running(project), responses.askedOf(project, identity.subject)])
    return {
      surveys: await Promise.all(
        running.map(async (survey) => gatesView(survey, await asking.gates(project, identity, survey.key), flags)),
      ),
      showings: showingsView(asked),
    }
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
        const evaluated = await ruleset.forSubject(project, identity)
        const [open, waits, wrote, asked] = await Promise.all([
          channels.openTo(project, subject),
          waitingOf(project, subject),
          conversations.ofSubject(project, identity),
          askedOf(project, identity, evaluated.flags),
        ])
        return {
          ...personView(project, identity, evaluated, open),
          whySubject: encodeURIComponent(subject),
          waits,
          letters: lettersOf(wrote.conversations, evaluated.at),
          ...asked,
        }
      },
    }),
  ]
}

const personPath = ({ key }: Project, subject: string) => `/console/${key}/audience/${encodeURIComponent(subject)}`
