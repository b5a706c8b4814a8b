import type { SurveyDraftSent } from './survey.ts'
import type { Trigger } from './trigger.ts'

/** What a new survey may begin as; `name` stands before what it is about. */
type Beginning = { key: string; title: string; sentence: string; name: string; asks: (about: About) => Asks }

type Asks = Pick<SurveyDraftSent, 'questions'> & Partial<Pick<SurveyDraftSent, 'rules' | 'triggers' | 'audience'>>

/** What it is about: the product, or one flag of it. */
type About = { product: string; flag?: { key: string; title: string } }

/** After they have seen the flag; without one, once they have been there for a while. */
const after = ({ flag }: About): Trigger =>
  flag ? { on: 'exposure', flag: flag.key, times: 1 } : { on: 'dwell', seconds: 30 }

const thing = ({ product, flag }: About) => flag?.title ?? product

const asked = (text: string) => text.slice(0, 300)

/** The first draft of a survey that begins so. */
export const draftOf = ({ name, asks }: Beginning, about: About): SurveyDraftSent => ({
  ...{ name: `${name}: ${thing(about)}`.slice(0, 120), language: 'en', triggers: [after(about)] },
  ...asks(about),
})

export const beginnings: readonly Beginning[] = [
  {
    key: 'nps',
    title: 'Would they recommend it? (NPS)',
    sentence: 'A score from 0 to 10, and the reason for it.',
    name: 'Recommendation',
    asks: (about) => ({
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
    name: 'Satisfaction',
    asks: (about) => ({
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
    name: 'Ease',
    asks: (about) => ({
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
    name: 'Question',
    asks: (about) => ({
      questions: [
        { kind: 'text', id: 'q1', text: asked(`What would make ${thing(about)} better for you?`), long: true },
      ],
    }),
  },
  {
    key: 'poll',
    title: 'A poll',
    sentence: 'One of several choices, in an order of their own for each person.',
    name: 'Poll',
    asks: (about) => ({
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
    name: 'Before they leave',
    asks: (about) => ({
      triggers: [{ on: 'exit' }],
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
