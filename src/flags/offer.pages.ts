import { z } from 'zod'
import { type PageCall, page } from '../http/page.ts'
import type { FlagService } from './flag.service.ts'
import type { Flag } from './flag.ts'
import { standingRevision, variantName } from './flag-words.ts'
import { offerAt, previewDraft } from './preview.ts'

type Call = Pick<PageCall<'flags:write', undefined>, 'project' | 'params' | 'typed'>

/** "Offer as a preview": a flag that people may switch on by themselves, whatever their channel; and back again. */
export function offerPages({ flags, now }: { flags: FlagService; now: () => number }) {
  const keyOf = ({ params }: Pick<Call, 'params'>) => params.key ?? ''
  const at = (call: Call) => `/console/${call.project.key}/flags/${keyOf(call)}`
  const shown = {
    permission: 'flags:write',
    view: 'flags/offer',
    async load(call: Call) {
      const flag = await flags.find(call.project, keyOf(call))
      return offerView(flag, call.typed, now() + 1)
    },
  } as const

  return [
    page('GET /console/:project/flags/:key/preview', shown),
    page('POST /console/:project/flags/:key/preview', {
      permission: 'flags:write',
      form: previewDraft,
      again: shown,
      async handle(call) {
        await flags.offer(call.project, keyOf(call), call.form, call.actor)
        const undo = { action: `${at(call)}/preview/take-back`, label: 'Take it back' }
        call.session.say({ text: 'Offered: everybody may switch it on and off by themselves.', undo })
        return at(call)
      },
    }),
    page('POST /console/:project/flags/:key/preview/take-back', {
      permission: 'flags:write',
      form: z.object({}),
      again: shown,
      async handle(call) {
        await flags.takeBack(call.project, keyOf(call), call.actor)
        call.session.say('Taken back: who had switched it on has what their channel and pace give.')
        return at(call)
      },
    }),
  ]
}

function offerView(flag: Flag, typed: Call['typed'], now: number) {
  const offer = offerAt(flag, now)
  const revision = standingRevision(flag)
  const usual = {
    variant: flag.variants.find(({ key }) => key !== flag.off)?.key ?? flag.off,
    title: revision?.title ?? flag.title,
    sentence: revision?.sentence ?? '',
  }
  const values = { ...usual, ...offer, ...typed }
  return {
    title: `Preview of ${flag.title}`,
    flag,
    offer,
    sentence: offer
      ? `Everybody may switch ${flag.title} on by themselves.`
      : `Nobody may switch ${flag.title} on by themselves yet.`,
    isOperational: flag.kind === 'operational',
    off: variantName(flag, flag.off),
    values,
    variants: flag.variants.map(({ key, name }) => ({ key, name, chosen: key === values.variant })),
  }
}
