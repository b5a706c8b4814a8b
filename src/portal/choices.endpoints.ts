import { Problem } from '../base/problem.ts'
import { endpoint } from '../http/endpoint.ts'
import { choiceDraft } from '../pacing/change-policy.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { ChoicesService } from './choices.service.ts'
import {
  changeKeep,
  changeNow,
  choicesDifference,
  choicesReply,
  flagPath,
  holdChoice,
  holdPath,
  previewChoice,
} from './choices-shape.ts'

type Parts = { choices: ChoicesService; subjects: Pick<SubjectService, 'identify'> }

/** A subject's choices for products and apps: the client key says which project, `Sluice-Subject` who is asking. */
export function choicesEndpoints({ choices, subjects }: Parts) {
  const whoseToken = ({ project, subjectToken }: { project: Project; subjectToken: string | undefined }) => {
    if (subjectToken === undefined) throw new Problem('unauthenticated', 'Say who is asking: send Sluice-Subject')
    return subjects.identify(project, subjectToken)
  }
  const forSubject = { permission: 'client', reply: choicesReply } as const

  return [
    endpoint('GET /api/v1/choices', {
      ...forSubject,
      summary: 'What the subject chose, has and will have, each with its reasons; only what is announced',
      handle: async (call) => choices.of(call.project, await whoseToken(call)),
    }),
    endpoint('PUT /api/v1/choices', {
      ...forSubject,
      summary: 'Choose channel, pace, and one’s own soak, cadence, window and time zone (null: as the pace has it)',
      body: choiceDraft,
      handle: async (call) => choices.choose(call.project, await whoseToken(call), call.body),
    }),
    endpoint('POST /api/v1/choices/preview', {
      summary: 'What a choice would change, in words and as data; nothing is saved',
      permission: 'client',
      body: choiceDraft,
      reply: choicesDifference,
      handle: async (call) => choices.compare(call.project, await whoseToken(call), call.body),
    }),
    endpoint('DELETE /api/v1/choices', {
      ...forSubject,
      summary: 'Go back to the project’s default, and along with it from now on; what one has stays',
      handle: async (call) => choices.followDefault(call.project, await whoseToken(call)),
    }),
    endpoint('GET /api/v1/choices/default', {
      summary: 'What going back to the project’s default would change, in words and as data',
      permission: 'client',
      reply: choicesDifference,
      handle: async (call) => choices.compareDefault(call.project, await whoseToken(call)),
    }),
    endpoint('DELETE /api/v1/choices/default', {
      ...forSubject,
      summary: 'Take back that one went back to the default: what was chosen before, with its holds, is chosen again',
      handle: async (call) => choices.leaveDefault(call.project, await whoseToken(call)),
    }),
    endpoint('POST /api/v1/holds', {
      ...forSubject,
      summary: 'Nothing new for a while, but for what security and urgency bring',
      body: holdChoice,
      handle: async (call) => choices.hold(call.project, await whoseToken(call), call.body),
    }),
    endpoint('POST /api/v1/holds/preview', {
      summary: 'What a hold would change, in words and as data; nothing is saved',
      permission: 'client',
      body: holdChoice,
      reply: choicesDifference,
      handle: async (call) => choices.compareHold(call.project, await whoseToken(call), call.body),
    }),
    endpoint('DELETE /api/v1/holds/:from', {
      ...forSubject,
      summary: 'End the hold that began, or begins, at this instant',
      params: holdPath,
      handle: async (call) => choices.endHold(call.project, await whoseToken(call), call.params.from),
    }),
    endpoint('PUT /api/v1/changes/:flag/now', {
      ...forSubject,
      summary: 'Get an announced change now, whatever channel and pace say',
      params: flagPath,
      body: changeNow,
      handle: async (call) =>
        choices.getNow(call.project, await whoseToken(call), call.params.flag, call.body.revision),
    }),
    endpoint('DELETE /api/v1/changes/:flag/now', {
      ...forSubject,
      summary: 'Give back what one got before its time',
      params: flagPath,
      handle: async (call) => choices.getNow(call.project, await whoseToken(call), call.params.flag, null),
    }),
    endpoint('PUT /api/v1/changes/:flag/keep', {
      ...forSubject,
      summary: 'Keep what one had before a change, until an instant that the project’s bounds allow',
      params: flagPath,
      body: changeKeep,
      handle: async (call) => choices.keepOld(call.project, await whoseToken(call), call.params.flag, call.body),
    }),
    endpoint('DELETE /api/v1/changes/:flag/keep', {
      ...forSubject,
      summary: 'Let the change come after all',
      params: flagPath,
      handle: async (call) => choices.keepOld(call.project, await whoseToken(call), call.params.flag, null),
    }),
    endpoint('PUT /api/v1/previews/:flag', {
      ...forSubject,
      summary: 'Switch a preview on or off',
      params: flagPath,
      body: previewChoice,
      handle: async (call) => choices.preview(call.project, await whoseToken(call), call.params.flag, call.body.on),
    }),
    endpoint('DELETE /api/v1/previews/:flag', {
      ...forSubject,
      summary: 'Leave a preview to the team again',
      params: flagPath,
      handle: async (call) => choices.preview(call.project, await whoseToken(call), call.params.flag, null),
    }),
  ]
}
