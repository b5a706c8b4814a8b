import { themeOf } from '../../../src/widget/theme/theme.ts'

describe('themeOf', () => {
  it.each([
    ['a scheme alone', 'dark', { scheme: 'dark' }],
    ['an object', { accent: 'navy' }, { accent: 'navy' }],
    ['its JSON', '{"accent":"navy","side":"start"}', { accent: 'navy', side: 'start' }],
    ['another word', 'sepia', undefined],
    ['broken JSON', '{"accent":', undefined],
    ['JSON of something else', '"{}"', undefined],
    ['nothing', null, undefined],
    ['a number', 3, undefined],
  ])('%s', (_, said, theme) => {
    expect(themeOf(said)).toEqual(theme)
  })
})
