import { z } from 'zod'
import { type Flash, page } from '../http/page.ts'
import type { SurveyService } from './survey.service.ts'

/** What the team does with a survey that is out, and with what is written of it. */
export function surveyActPages({ surveys }: { surveys: SurveyService }) {
  const form = z.object({})

  const act = (name: 'pause' | 'resume' | 'close', said: (path: string) => Flash) =>
    page(`POST /console/:project/surveys/:key/${name}`, {
      permission: 'surveys:write',
      form,
      async handle({ project, params, session }) {
        const path = `/console/${project.key}/surveys/${params.key}`
        await surveys[name](project, params.key ?? '')
        session.say(said(path))
        return path
      },
    })

  return [
    act('pause', (path) => ({
      text: 'Paused: nobody is asked; who is answering can finish.',
      undo: { action: `${path}/resume`, label: 'Undo' },
    })),
    act('resume', (path) => ({
      text: 'It is asked again.',
      undo: { action: `${path}/pause`, label: 'Undo' },
    })),
    act('close', () => 'Closed for good. What people answered stays.'),
    page('POST /console/:project/surveys/:key/discard', {
      permission: 'surveys:write',
      form,
      async handle({ project, params, session }) {
        const key = params.key ?? ''
        const { survey } = await surveys.find(project, key)
        await surveys.deleteDraft(project, key)
        session.say('Thrown away.')
        return `/console/${project.key}/surveys${survey ? `/${key}` : ''}`
      },
    }),
  ]
}
