import { steppingBack } from '../../src/pacing/stepping-back.ts'

const order = { channels: ['stable', 'beta', 'canary'], paces: ['first', 'steady', 'calm', 'ask'] }

it.each([
  ['beta calm', 'stable calm', 'left-channel'],
  ['canary first', 'beta ask', 'left-channel'],
  ['stable calm', 'beta ask', 'slower'],
  ['stable first', 'stable ask', 'slower'],
  ['stable ask', 'stable calm', undefined],
  ['stable calm', 'stable calm', undefined],
  ['stable calm', 'canary first', undefined],
  // A channel or a pace that is not offered any more.
  ['gone calm', 'stable calm', undefined],
  ['stable seasonal', 'stable calm', undefined],
])('from %s to %s is %s', (before, after, how) => {
  const choice = (words: string) => {
    const [channel = '', pace = ''] = words.split(' ')
    return { channel, pace }
  }
  expect(steppingBack(choice(before), choice(after), order)).toBe(how)
})
