import { countActs } from '../../src/pacing/act-counts.ts'
import type { OwnActs } from '../../src/pacing/own-acts.ts'

const acts = (more: Partial<OwnActs>): OwnActs => ({ pulls: [], keeps: [], previews: [], ...more })
const keep = (revision: number, to: number, from = 0) => acts({ keeps: [{ revision, from, to }] })
const pull = (...revisions: number[]) => acts({ pulls: revisions.map((revision) => ({ revision, from: 5 })) })

it.each<[string, OwnActs[], ReturnType<typeof countActs>]>([
  ['nobody', [], { keeps: [], pulls: [] }],
  [
    'who keeps the same until the same instant together',
    [keep(1, 20), keep(1, 20), keep(1, 30), keep(2, 20)],
    {
      keeps: [
        { revision: 1, until: 20, people: 2 },
        { revision: 1, until: 30, people: 1 },
        { revision: 2, until: 20, people: 1 },
      ],
      pulls: [],
    },
  ],
  ['nobody whose keeping has ended or not begun', [keep(1, 10), keep(1, 30, 11)], { keeps: [], pulls: [] }],
  [
    'the newest that somebody took, as long as they have not undone it',
    [pull(1, 3), pull(3), acts({ pulls: [{ revision: 4, from: 5, to: 9 }] })],
    { keeps: [], pulls: [{ revision: 3, people: 2 }] },
  ],
  [
    'who keeps the old one has pulled nothing',
    [acts({ pulls: [{ revision: 2, from: 1 }], keeps: [{ revision: 1, from: 2, to: 20 }] })],
    { keeps: [{ revision: 1, until: 20, people: 1 }], pulls: [] },
  ],
  ['no preview', [acts({ previews: [{ on: true, from: 1 }] })], { keeps: [], pulls: [] }],
])('counts %s', (_name, all, counts) => {
  expect(countActs(all, 10)).toEqual(counts)
})
