import { closureSentence, leavingRows } from '../../src/conversations/heard-words.ts'
import { actWords } from '../../src/conversations/inbox-words.ts'
import type { Act } from '../../src/conversations/thread.ts'

const closure = (linked: number, asked: number, fixed: number, notFixed: number) => ({
  ...{ linked, arrived: asked, asked, fixed, notFixed, rate: null },
})

it.each([
  [closure(0, 0, 0, 0), undefined],
  [closure(1, 0, 0, 0), 'One report is linked to it; nobody has seen the change yet.'],
  [closure(3, 1, 1, 0), 'Three reports are linked to it. Of 1 person asked, 1 says that it is fixed.'],
  [
    closure(9, 7, 4, 1),
    'Nine reports are linked to it. Of 7 people asked, 4 say that it is fixed, 1 that it is not; 2 did not say.',
  ],
])('says how far the loop is closed: %j', (counts, sentence) => {
  expect(closureSentence(counts)).toBe(sentence)
})

it('names reasons in words', () => {
  expect(leavingRows([{ reason: 'too-fast', people: 3, named: 1 }])).toEqual([
    { reason: 'Too fast', people: 3, named: 1 },
  ])
})

const done = { by: 'Ada', at: 0, sequence: 1 }
it.each<[Act, string]>([
  [{ did: 'state', state: 'closed', ...done }, 'Ada closed it.'],
  [{ did: 'state', state: 'open', at: 0, sequence: 1 }, 'Eve opened it again.'],
  [{ did: 'assign', to: 'Bo', ...done }, 'Ada gave it to Bo.'],
  [{ did: 'assign', ...done }, 'Ada gave it to nobody.'],
  [{ did: 'tag', added: ['a', 'b'], removed: ['c'], ...done }, 'Ada added the tags a and b and removed the tag c.'],
  [{ did: 'merge', conversation: 'x', into: 'y', ...done }, 'Ada merged a duplicate.'],
  [{ did: 'unmerge', conversation: 'x', into: 'y', ...done }, 'Ada took a duplicate out again.'],
  [{ did: 'link', flag: 'editor', revision: 2, ...done }, 'Ada linked it to revision 2 of editor.'],
  [{ did: 'unlink', flag: 'editor', revision: 2, ...done }, 'Ada linked it to editor no longer.'],
  [{ did: 'answer', fixed: true, at: 0, sequence: 1 }, 'Eve says that this is fixed.'],
  [{ did: 'answer', fixed: false, at: 0, sequence: 1 }, 'Eve says that this is not fixed.'],
])('says in one sentence that %j', (act, words) => {
  expect(actWords(act, 'Eve')).toBe(words)
})
