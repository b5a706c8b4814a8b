import type { Clock } from '../base/clock.ts'
import { refuseOwnAddress } from '../base/own-address.ts'
import { Problem } from '../base/problem.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { FlagStore } from './flag.store.ts'
import type { ChangeDraft, Flag, FlagDraft } from './flag.ts'
import type { PreviewDraft } from './preview.ts'
import {
  type Act,
  changed,
  halted,
  lastInstant,
  offered,
  published,
  resumed,
  rolledBack,
  switched,
  unoffered,
  widened,
} from './publish.ts'
import type { Reach } from './reach.ts'

type FlagChanged = { project: string; key: string }

type Parts = {
  store: FlagStore
  clock: Clock
  random: (bytes: number) => Uint8Array
  onChanged: (event: FlagChanged) => void
}

type By = { name: string }

/** What the team does with flags. Each act is one write of the whole flag; two at once: one is asked to look again. */
export function flagService({ store, clock, random, onChanged }: Parts) {
  async function find(project: Project, key: string): Promise<Flag> {
    const flag = await store.find(project.id, key)
    if (!flag) throw new Problem('missing', `There is no flag ${key}`)
    return flag
  }

  async function act(project: Project, key: string, by: By, decide: (flag: Flag, act: Act) => Flag): Promise<Flag> {
    const flag = await find(project, key)
    // A clock that was set back must not let what comes now take effect before what was.
    const now = Math.max(clock.now(), lastInstant(flag))
    const next = { ...decide(flag, { now, by: by.name, ladder: ladderOf(project) }), version: flag.version + 1 }
    if (!(await store.replace(project.id, next)))
      throw new Problem('stale', 'Somebody changed this flag meanwhile. Look again, then repeat what you did.')
    onChanged({ project: project.id, key })
    return next
  }

  async function create(project: Project, key: string, draft: FlagDraft): Promise<Flag> {
    refuseOwnAddress('flag', key)
    const salt = Buffer.from(random(9)).toString('base64url')
    const beginning = { salt, revisions: [], halts: [], kills: [], createdAt: clock.now(), version: 1 }
    const flag: Flag = { key, ...draft, ...beginning }
    if (!(await store.insert(project.id, flag)))
      throw new Problem('conflict', `There is a flag ${key} already`, [{ field: 'key', message: 'This key is taken' }])
    onChanged({ project: project.id, key })
    return flag
  }

  const change = (project: Project, key: string, draft: FlagDraft, by: By) =>
    act(project, key, by, (flag) => changed(flag, draft))

  return {
    all: (project: Project) => store.all(project.id),
    find,

    create,
    change,

    /** Creates the flag, or changes it where it is there already. */
    async save(project: Project, key: string, draft: FlagDraft, by: By): Promise<Flag> {
      const there = await store.find(project.id, key)
      return there ? change(project, key, draft, by) : create(project, key, draft)
    },

    publish: (project: Project, key: string, draft: ChangeDraft, by: By) =>
      act(project, key, by, (flag, how) => published(flag, draft, how)),

    widen: (project: Project, key: string, revision: number, reach: Reach, by: By) =>
      act(project, key, by, (flag, how) => widened(flag, revision, reach, how)),

    halt: (project: Project, key: string, revision: number, by: By) =>
      act(project, key, by, (flag, how) => halted(flag, revision, how)),

    resume: (project: Project, key: string, by: By) => act(project, key, by, resumed),

    rollBack: (project: Project, key: string, revision: number, by: By) =>
      act(project, key, by, (flag, how) => rolledBack(flag, revision, how)),

    /** Offers the flag for users to switch on by themselves. */
    offer: (project: Project, key: string, draft: PreviewDraft, by: By) =>
      act(project, key, by, (flag, how) => offered(flag, draft, how)),

    /** Takes the offer back. */
    takeBack: (project: Project, key: string, by: By) => act(project, key, by, unoffered),

    /** The kill switch: off for everybody, or on again as before. */
    switch: (project: Project, key: string, on: boolean, by: By) =>
      act(project, key, by, (flag, how) => switched(flag, on, how)),
  }
}

export type FlagService = ReturnType<typeof flagService>
