import { faultLine } from '../../src/surveys/fault-words.ts'
import { estimateSentence } from '../../src/surveys/publish-view.ts'
import type { Question } from '../../src/surveys/question.ts'
import { differences } from '../../src/surveys/revision-difference.ts'
import type { Rule } from '../../src/surveys/rule.ts'
import { ruleWords } from '../../src/surveys/rule-words.ts'
import {
  amountWords,
  audienceWords,
  frequencyWords,
  momentWords,
  scheduleWords,
} from '../../src/surveys/setting-words.ts'
import { type SurveyDraftSent, surveyDraft } from '../../src/surveys/survey.ts'
import { type ListedSurvey, surveyList } from '../../src/surveys/survey-list.ts'
import cases from './survey-words.cases.json' with { type: 'json' }

const now = Date.parse('2026-11-02T09:00Z')
const flags = [
  {
    key: 'editor',
    title: 'New editor',
    variants: [
      { key: 'on', name: 'On', value: true },
      { key: 'wide', name: 'Wide', value: true },
      { key: 'off', name: 'Off', value: false },
    ],
  },
]
const channels = [
  { key: 'stable', name: 'Stable' },
  { key: 'beta', name: 'Beta' },
]
const named = { flags, channels }

/** With ordinary spaces in the place of narrow ones. */
const plain = (text: string) => text.replaceAll('\u202f', ' ')

const draft = (more: object = {}) =>
  surveyDraft.parse({
    ...{ name: 'One', language: 'en', triggers: [{ on: 'exit' }] },
    questions: [{ kind: 'nps', id: 'n', text: 'How likely?' }],
    ...more,
  } as SurveyDraftSent)

const words = {
  moment: (one: ReturnType<typeof draft>) => momentWords(one, named),
  audience: (one: ReturnType<typeof draft>) => audienceWords(one, named),
  amount: (one: ReturnType<typeof draft>) => amountWords(one, named),
  frequency: frequencyWords,
  schedule: (one: ReturnType<typeof draft>) => scheduleWords(one, now),
}

it.each(cases.settings)('says of $of with $draft: $expected', ({ of, draft: more, expected }) => {
  expect(plain(words[of as keyof typeof words](draft(more)))).toBe(expected)
})

it.each(cases.rules)('says $expected', ({ rule, expected }) => {
  expect(ruleWords(rule as Rule, cases.questions as Question[])).toBe(expected)
})

it.each(cases.faults)('leads from $field to $expected.place', ({ field, message, hasField, expected }) => {
  expect(faultLine({ field, message }, hasField)).toEqual(expected)
})

it.each(cases.differences)('tells what changed: $name', ({ before, after, expected }) => {
  expect(differences(draft(before), draft(after), named, now).map(plain)).toEqual(expected)
})

it.each(cases.estimates)('estimates $people of $ofPeople', ({ people, ofPeople, triggers, expected }) => {
  const estimate = { people, ofPeople, days: 7, words: '' }
  expect(plain(estimateSentence(estimate, draft({ triggers })))).toBe(expected)
})

it.each(cases.lists)('begins the list with $expected', ({ surveys, expected }) => {
  const listed = surveys.map(({ name, ...one }, i): ListedSurvey => {
    const { opensIn, ...rest } = { opensIn: undefined, ...one } as { opensIn?: number } & object
    const opens = opensIn === undefined ? {} : { opensAt: now + opensIn * 86_400_000 }
    const survey = { ...draft({ name, ...opens }), key: `s${i}`, revision: 1, publishedAt: now }
    const counts = { shown: 10, started: 5, completed: 3, dismissed: 1 }
    return { key: `s${i}`, state: 'running', counts, week: 0, isFull: false, survey, ...rest }
  })
  expect(surveyList(listed, now).sentence).toBe(expected)
})
