import type { MailChoiceStore } from './mail-choice.store.ts'
import { defaultWish, type MailWish } from './mail-choice.ts'

/** What members want to hear of by e-mail; `isSending`: whether any mail is sent at all. */
export const mailChoiceService = ({ store, isSending }: { store: MailChoiceStore; isSending: boolean }) => ({
  isSending,
  of: async (member: string): Promise<MailWish> => (await store.of(member)) ?? defaultWish,
  set: (member: string, wish: MailWish) => store.set(member, wish),

  /** Of each member what they want. */
  async wishes(members: readonly { id: string }[]): Promise<Map<string, MailWish>> {
    const chosen = await store.all()
    return new Map(members.map(({ id }) => [id, chosen.get(id) ?? defaultWish]))
  },
})

export type MailChoiceService = ReturnType<typeof mailChoiceService>
