import type { FeedbackDraft } from '../conversations/conversation.ts'
import type { FlagDraft } from '../flags/flag.ts'

export const demoFlags: Record<string, FlagDraft> = {
  'new-editor': {
    title: 'New editor',
    description: 'Writing and its result in one place, instead of a plain field.',
    kind: 'paced',
    type: 'boolean',
    variants: [
      { key: 'on', name: 'New editor', value: true },
      { key: 'off', name: 'Plain field', value: false },
    ],
    off: 'off',
  },
  'note-list': {
    title: 'Note list',
    description: 'How the notes are listed; three looks are compared.',
    kind: 'paced',
    type: 'string',
    variants: [
      { key: 'cosy', name: 'Cosy', value: 'cosy' },
      { key: 'compact', name: 'Compact', value: 'compact' },
      { key: 'cards', name: 'Cards', value: 'cards' },
    ],
    off: 'cosy',
  },
  welcome: {
    title: 'Greeting',
    description: 'The line above the first note.',
    kind: 'paced',
    type: 'object',
    variants: [
      { key: 'none', name: 'No greeting', value: { headline: '', tone: 'plain' } },
      { key: 'warm', name: 'Warm', value: { headline: 'Good to see you. What is on your mind?', tone: 'warm' } },
      {
        key: 'cheerful',
        name: 'Cheerful',
        value: { headline: 'Hello! Let us write something great.', tone: 'cheerful' },
      },
      { key: 'plain', name: 'Plain', value: { headline: 'Your notes are as you left them.', tone: 'plain' } },
    ],
    off: 'none',
  },
}

export const demoSurvey = {
  key: 'writing',
  text: 'How is writing in Notewell today?',
  low: 'a pain',
  high: 'a joy',
  flag: 'new-editor',
}

export const team = ['Mara Lindqvist', 'Tomás Okafor'] as const

export const firstNames = (
  'Ada Bilal Chiara Dmitri Elif Femi Greta Hiro Ines Jonas Kavya Liam Mei Noor Oskar Priya Quentin Rosa Sami Tuva ' +
  'Umar Vera Wanda Yusuf Zoe'
).split(' ')

export const lastNames = (
  'Abebe Berg Castillo Diallo Eriksen Fontaine Gruber Haddad Ivanova Jansen Kowalski Laine Moreau Nakamura Oduya ' +
  'Petrov Quispe Rossi Schmidt Tanaka'
).split(' ')

/** What people add to their score, by whether they have the new editor and whether they like it. */
export const remarks = {
  on: {
    good: [
      'Lists finally do what I mean.',
      'I see what I get. More of this, please.',
      'Much faster than before, I write more.',
      'Bold and headings without learning signs. Lovely.',
      'It stays out of my way.',
    ],
    bad: [
      'The cursor jumps when I delete a heading.',
      'I miss the plain field for quick things.',
      'Pasting from my mail makes a mess.',
    ],
  },
  off: {
    good: ['Plain and quick, thank you.', 'Does what it should.', 'I like that it is so simple.'],
    bad: [
      'I never remember which signs make a heading.',
      'Looks like a form, not like a notebook.',
      'My lists end up as a wall of text.',
      'I would like to see bold words in bold.',
    ],
  },
} as const

type Line = { after: number; from: 'subject' | 'team'; text: string }

/** A talk: how many days ago it began, who fits its first words, and what followed after so many hours. */
export type DemoTalk = Pick<FeedbackDraft, 'kind'> & {
  daysAgo: number
  channel: string
  pace?: string
  /** What its writer has, by flag. */
  has?: Record<string, string>
  text: string
  lines: Line[]
}

const replied = (after: number, text: string): Line => ({ after, from: 'team', text })
const wrote = (after: number, text: string): Line => ({ after, from: 'subject', text })

export const demoTalks: DemoTalk[] = [
  {
    ...{ kind: 'problem', daysAgo: 15.4, channel: 'canary', has: { 'new-editor': 'on' } },
    text: 'When I paste a shopping list, all lines end up in one. I lost an hour of sorting.',
    lines: [
      replied(5, 'Thank you, we see it too. We have paused the new editor until it is mended.'),
      replied(26, 'Mended. Pasted lines stay lines now; could you try again?'),
      wrote(31, 'Works. That was quick!'),
      replied(33, 'Glad to hear it. Your old notes are untouched.'),
    ],
  },
  {
    ...{ kind: 'praise', daysAgo: 13.2, channel: 'beta', has: { 'new-editor': 'on' } },
    text: 'The new editor makes me write longer notes. Whoever made the headings: thank you.',
    lines: [replied(20, 'That made our morning. I will pass it on.')],
  },
  {
    ...{ kind: 'idea', daysAgo: 11.6, channel: 'stable' },
    text: 'Could a note have a colour? I look for the red one in my paper notebook.',
    lines: [replied(8, 'We like it. It will not be this month, but it is on our list.')],
  },
  {
    ...{ kind: 'question', daysAgo: 10.3, channel: 'stable', has: { 'note-list': 'cosy' } },
    text: 'A friend has another list than I have. Is mine broken?',
    lines: [
      replied(3, 'No. We compare three looks, and a draw decided which of you has which. Yours is the cosy one.'),
    ],
  },
  {
    ...{ kind: 'problem', daysAgo: 8.6, channel: 'beta', has: { welcome: 'cheerful' } },
    text: 'The new greeting covers my first note on the phone.',
    lines: [
      replied(4, 'You are right, that is not good. We took it back; a smaller one comes when it is ready.'),
      wrote(6, 'Gone, thanks.'),
      replied(7, 'Thank you for telling us.'),
    ],
  },
  {
    ...{ kind: 'question', daysAgo: 7.5, channel: 'stable', has: { 'new-editor': 'off' } },
    text: 'Can I keep the plain field if I move to Beta?',
    lines: [replied(16, 'Not yet. But with the pace “Ask me” nothing changes until you say so.')],
  },
  {
    ...{ kind: 'idea', daysAgo: 6.1, channel: 'canary' },
    text: 'Let me drag lines up and down in a list.',
    lines: [replied(12, 'We have tried it in the workshop. Canary gets it first.')],
  },
  {
    ...{ kind: 'praise', daysAgo: 4.4, channel: 'stable', pace: 'calm' },
    text: 'I chose Calm and nothing has moved under my hands for two weeks. Bliss.',
    lines: [replied(9, 'That is what it is for.')],
  },
  {
    ...{ kind: 'problem', daysAgo: 3.2, channel: 'stable' },
    text: 'Two notes have the same title and I cannot tell them apart in the list.',
    lines: [replied(7, 'Good point. Would the day of the last change beside it help?')],
  },
  {
    ...{ kind: 'problem', daysAgo: 1.2, channel: 'beta', has: { 'new-editor': 'on' } },
    text: 'Headings from web pages come in twice as large as mine.',
    lines: [replied(3, 'Can you tell us which page it was?'), wrote(5, 'The recipe page of our local paper.')],
  },
  {
    ...{ kind: 'idea', daysAgo: 0.5, channel: 'stable' },
    text: 'A word count would help me with my column. It does not have to be pretty.',
    lines: [],
  },
  {
    ...{ kind: 'question', daysAgo: 0.1, channel: 'stable', has: { 'new-editor': 'off' } },
    text: 'Will the new editor keep my plain notes as they are?',
    lines: [],
  },
]
