import type { SurveyDraftSent } from './survey.ts'
import type { Trigger } from './trigger.ts'

/** What a new survey may begin as. */
export type Beginning = { key: string; title: string; sentence: string; draft: (about: About) => SurveyDraftSent }

/** What it is about: the product, or one flag of it. */
type About = { product: string; flag?: { key: string; title: string } }

/** After they have seen the flag; without one, once they have been there for a while. */
const after = ({ flag }: About): Trigger =>
  flag ? { on: 'exposure', flag: flag.key, times: 1 } : { on: 'dwell', seconds: 30 }

const thing = ({ product, flag }: About) => flag?.title ?? product

const named = (what: string, about: About) => `${what}: ${thing(about)}`.slice(0, 120)

const asked = (text: string) => text.slice(0, 300)

export const beginnings: readonly Beginning[] = [
  {
    key: 'nps',
    title: 'Would they recommend it? (NPS)',
    sentence: 'A score from 0 to 10, and the reason for it.',
    draft: (about) => ({
      ...{ name: named('Recommendation', about), language: 'en', triggers: [after(about)] },
      questions: [
        {
          ...{ kind: 'nps', id: 'q1', required: true, low: 'Not at all likely', high: 'Very likely' },
          text: asked(`How likely are you to recommend ${thing(about)} to a friend or colleague?`),
        },
        { kind: 'text', id: 'q2', text: 'What is the main reason for your score?', long: true },
      ],
    }),
  },
  {
    key: 'csat',
    title: 'Are they satisfied? (CSAT)',
    sentence: '1 to 5; who is not is asked what should be better.',
    draft: (about) => ({
      ...{ name: named('Satisfaction', about), language: 'en', triggers: [after(about)] },
      questions: [
        {
          ...{ kind: 'csat', id: 'q1', required: true, low: 'Not at all', high: 'Very' },
          text: asked(`How satisfied are you with ${thing(about)}?`),
        },
        { kind: 'text', id: 'q2', text: 'What should be better?', long: true },
      ],
      rules: [{ after: 'q1', if: { is: 'between', from: 4, to: 5 }, go: 'end' }],
    }),
  },
  {
    key: 'ces',
    title: 'Was it easy? (CES)',
    sentence: '1 to 7; who disagrees is asked what was hard.',
    draft: (about) => ({
      ...{ name: named('Ease', about), language: 'en', triggers: [after(about)] },
      questions: [
        {
          ...{ kind: 'ces', id: 'q1', required: true, low: 'I disagree', high: 'I agree' },
          text: asked(`${thing(about)} made it easy for me to do what I wanted.`),
        },
        { kind: 'text', id: 'q2', text: 'What was hard?', long: true },
      ],
      rules: [{ after: 'q1', if: { is: 'between', from: 5, to: 7 }, go: 'end' }],
    }),
  },
  {
    key: 'question',
    title: 'One question',
    sentence: 'Answered in their own words.',
    draft: (about) => ({
      ...{ name: named('Question', about), language: 'en', triggers: [after(about)] },
      questions: [
        { kind: 'text', id: 'q1', text: asked(`What would make ${thing(about)} better for you?`), long: true },
      ],
    }),
  },
  {
    key: 'poll',
    title: 'A poll',
    sentence: 'One of several choices, in an order of their own for each person.',
    draft: (about) => ({
      ...{ name: named('Poll', about), language: 'en', triggers: [after(about)] },
      questions: [
        {
          ...{ kind: 'single', id: 'q1', order: 'random', other: true },
          text: asked(`What do you use ${thing(about)} for most?`),
          choices: [
            { id: 'work', label: 'Work' },
            { id: 'study', label: 'Study' },
            { id: 'home', label: 'At home' },
          ],
        },
      ],
    }),
  },
  {
    key: 'exit',
    title: 'Before they leave',
    sentence: 'Asked of whoever is about to leave the page.',
    draft: (about) => ({
      ...{ name: named('Before they leave', about), language: 'en', triggers: [{ on: 'exit' }] },
      ...(about.flag && { audience: { flags: [{ flag: about.flag.key }] } }),
      questions: [
        {
          ...{ kind: 'single', id: 'q1', order: 'random', other: true },
          text: 'What kept you from finishing today?',
          choices: [
            { id: 'not-found', label: 'I did not find what I needed' },
            { id: 'slow', label: 'It was too slow' },
            { id: 'broken', label: 'Something did not work' },
            { id: 'nothing', label: 'Nothing, I am only looking' },
          ],
        },
      ],
    }),
  },
]
