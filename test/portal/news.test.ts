import type { KnownNews } from '../../src/portal/known-news.ts'
import type { Project } from '../../src/projects/project.ts'
import { signed } from '../subjects/sign.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
let secret: string
withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  const { flags, identitySecrets } = sluice.services
  for (const key of ['editor', 'photos', 'cards']) {
    await flags.create(project, key, switchDraft())
    for (const title of ['One', 'Two']) await flags.publish(project, key, toEverybody({ title }), by)
  }
  secret = (await identitySecrets.make(project, by)).secret
  sluice.clock.advance(1000)
})

type Device = Awaited<ReturnType<typeof device>>

async function device(how: { token?: string; previous?: string } = {}) {
  const { ask, socket } = await sluice.widget(project, how)
  const pushed: { known: KnownNews; closed?: KnownNews }[] = []
  socket.on('news:told', (told: (typeof pushed)[number]) => pushed.push(told))
  const tell = async (told?: KnownNews, closed?: KnownNews) =>
    dataOf(await ask('news:told', { ...(told && { told }), ...(closed && { closed }) })).known
  return { ask, pushed, tell, token: dataOf(await ask('flags:evaluate')).subject }
}

/** Somebody who has done something, so that they are known. */
async function known(how?: Parameters<typeof device>[0]): Promise<Device> {
  const one = await device(how)
  await one.ask('feedback:send', { id: uuid(), kind: 'praise', text: 'Good' })
  return one
}

const rows = () => sluice.connection.collection('news').countDocuments({ project: project.id })
const had = (revisions: Record<string, number>): KnownNews => ({ had: revisions, asked: {} })
/** What was pushed is there once a later question of the same socket is answered. */
const settled = ({ tell }: Device) => tell()

describe('what has been told', () => {
  it('is known to all devices of a person at once, of each flag the newest', async () => {
    const phone = await known()
    const laptop = await device({ token: phone.token })
    expect(await phone.tell(had({ editor: 1, photos: 2 }))).toEqual(had({ editor: 1, photos: 2 }))
    expect(await laptop.tell({ had: { editor: 2, photos: 1 }, asked: { cards: 1 } })).toEqual({
      ...{ had: { editor: 2, photos: 2 }, asked: { cards: 1 } },
    })
    await settled(laptop)
    expect(laptop.pushed[0]).toEqual({ known: had({ editor: 1, photos: 2 }) })
    const another = await device({ token: phone.token })
    expect(await another.tell()).toEqual({ had: { editor: 2, photos: 2 }, asked: { cards: 1 } })
  })

  it('is written and pushed once, however often it is told', async () => {
    const one = await known()
    const [before, told] = [await rows(), had({ editor: 2 })]
    await Promise.all([one.tell(told), one.tell(told), one.tell(told)])
    await one.tell(had({ editor: 1 }))
    await one.tell(had({}))
    expect(await one.tell()).toEqual(told)
    expect(await rows()).toBe(before + 1)
    const { length } = one.pushed
    await one.tell(told)
    await settled(one)
    expect(one.pushed).toHaveLength(length)
  })

  it('takes a card that was closed on one device from the others', async () => {
    const phone = await known()
    const laptop = await device({ token: phone.token })
    await phone.tell(had({ editor: 2, photos: 2 }))
    await phone.tell(undefined, had({ editor: 2 }))
    await settled(laptop)
    expect(laptop.pushed.at(-1)).toEqual({ known: had({ editor: 2, photos: 2 }), closed: had({ editor: 2 }) })
  })

  it('keeps nothing of a visitor who has done nothing, and goes to nobody else', async () => {
    const [visitor, other] = [await device(), await known()]
    const before = await rows()
    expect(await visitor.tell(had({ editor: 2 }))).toBeNull()
    expect(await rows()).toBe(before)
    expect(await other.tell()).toBeNull()
    expect(other.pushed).toEqual([])
  })

  it('is nothing that never was: of a revision that is still to come, or of no flag', async () => {
    const one = await known()
    expect(await one.tell(had({ editor: 3, none: 1, photos: 1 }))).toEqual(had({ photos: 1 }))
    for (const wrong of [{ had: { editor: 0 }, asked: {} }, { had: { 'a.b': 1 }, asked: {} }, { had: {} }])
      expect(await one.ask('news:told', { told: wrong })).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
  })

  it('goes along when somebody signs in, also where both have been told, and again after a cut', async () => {
    const visit = await known()
    await visit.tell({ had: { editor: 2, photos: 1 }, asked: { cards: 1 } })
    const token = signed(secret, { sub: 'grace', aud: project.key, exp: sluice.clock.now() / 1000 + 600 })
    const phone = await known({ token })
    await phone.tell(had({ editor: 1, photos: 2 }))
    const both = { had: { editor: 2, photos: 2 }, asked: { cards: 1 } }
    const laptop = await device({ token, previous: visit.token })
    expect(await laptop.tell()).toEqual(both)
    const subject = (await sluice.services.subjects.identify(project, token)).subject
    await sluice.services.news.move(project.id, subject, subject.replace('grace', 'ada'))
    await sluice.services.news.move(project.id, subject, subject.replace('grace', 'ada'))
    expect(await laptop.tell()).toBeNull()
  })
})
