import fc from 'fast-check'
import { acted, actFrom } from '../../src/surveys/editor-acts.ts'
import { editorView } from '../../src/surveys/editor-view.ts'
import type { Written } from '../../src/surveys/written.ts'

const chosen = { kind: 'nps', on: 'exit', after: 'a' }
const written = {
  questions: [
    { kind: 'nps', id: 'a', text: 'A' },
    {
      kind: 'multiple',
      id: 'b',
      text: 'B',
      choices: [
        { id: 'x', label: 'X' },
        { id: 'y', label: 'Y' },
      ],
    },
  ],
  rules: [
    { after: 'a', if: { is: 'any' }, go: 'b' },
    { after: 'b', if: { is: 'chosen', choices: ['x'] }, go: 'end' },
    { after: 'b', if: { is: 'chosen', choices: ['x', 'y'], all: true }, go: 'end' },
  ],
  triggers: [{ on: 'exit' }],
  translations: { de: { 'questions/a/text': 'Ah', 'questions/b/text': 'Be', 'questions/b/choices/x': 'Ix' } },
}
const press = (button: string, from: Written = written, used: string[] = []) => {
  const act = actFrom(button, chosen)
  if (!act) throw new Error(`No act: ${button}`)
  return acted(from, act, used)
}

it.each(['save', 'look', 'review', 'more:choices-0', 'up:nothing:0', 'up:questions:x', 'remove:__proto__:0', ''])(
  'takes %s for a button that changes nothing',
  (button) => expect(actFrom(button, chosen)).toBeUndefined(),
)

it('removes a question with its rules and its translations', () => {
  expect(press('remove:questions:1')).toMatchObject({
    questions: [{ id: 'a' }],
    rules: [],
    translations: { de: { 'questions/a/text': 'Ah' } },
  })
  expect(press('remove:questions:0')).toMatchObject({
    questions: [{ id: 'b' }],
    rules: [{ after: 'b' }, { after: 'b' }],
  })
})

it('removes a choice with its translation, and with the rules that ask for nothing else', () => {
  const left = press('remove-choice:1:0')
  expect(left).toMatchObject({
    questions: [{}, { choices: [{ id: 'y' }] }],
    translations: { de: { 'questions/b/text': 'Be' } },
  })
  expect(left.rules).toEqual([
    written.rules[0],
    { after: 'b', if: { is: 'chosen', choices: ['y'], all: true }, go: 'end' },
  ])
  expect(JSON.stringify(left.translations)).not.toContain('Ix')
})

it('gives a new question an id that never stood for another', () => {
  const ids = (from: Record<string, unknown>) => (from.questions as { id: string }[]).map(({ id }) => id)
  const once = press('add-question', written, ['q1', 'q3'])
  expect(ids(once)).toEqual(['a', 'b', 'q2'])
  expect(ids(press('add-question', once, ['q1', 'q3']))).toEqual(['a', 'b', 'q2', 'q4'])
})

it('moves nothing beyond the ends', () => {
  expect(press('up:questions:0').questions).toEqual(written.questions)
  expect(press('down:questions:1').questions).toEqual(written.questions)
  expect(press('down:questions:9').questions).toEqual(written.questions)
  expect(press('down:rules:0').rules).toEqual([written.rules[1], written.rules[0], written.rules[2]])
})

it('draws an editor for whatever the JSON API has stored', () => {
  const parts = fc.constantFrom(
    ...Object.keys(written),
    'name',
    'audience',
    'quota',
    'frequency',
    'opensAt',
    'thanks',
    'language',
  )
  fc.assert(
    fc.property(fc.dictionary(parts, fc.jsonValue()), fc.jsonValue(), (mine, theirs) => {
      for (const draft of [mine, { ...written, ...mine }, { ...written, questions: [theirs], rules: [theirs] }])
        expect(() =>
          editorView(draft as Written, { flags: [], channels: [] }, [], { language: 'de', scheme: '' }, 0),
        ).not.toThrow()
    }),
  )
})
