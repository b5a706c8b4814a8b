import { z } from 'zod'
import { type PageCall, page } from '../http/page.ts'
import type { MailChoiceService } from './mail-choice.service.ts'
import { mailWish, wishWords } from './mail-choice.ts'

type Call = PageCall<'inbox:read', undefined>

/** What a member wants to hear of by e-mail. */
export function mailChoicePages(choices: MailChoiceService) {
  const shown = {
    permission: 'inbox:read',
    view: 'conversations/mail',
    async load({ actor }: Call) {
      const wish = await choices.of(actor.id)
      return {
        isSending: choices.isSending,
        email: actor.email,
        wishes: mailWish.options.map((key) => ({ key, words: wishWords[key], isChosen: key === wish })),
      }
    },
  } as const

  return [
    page('GET /console/:project/mail', shown),
    page('POST /console/:project/mail', {
      permission: 'inbox:read',
      form: z.object({ wish: mailWish }),
      again: shown,
      async handle({ project, form, actor, session }) {
        await choices.set(actor.id, form.wish)
        session.say(
          form.wish === 'none' ? 'You get no e-mail.' : `You get e-mail: ${wishWords[form.wish].toLowerCase()}.`,
        )
        return `/console/${project.key}/mail`
      },
    }),
  ]
}
