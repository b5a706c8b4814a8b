import { escaped } from '../../../src/widget/screenshot/escape.ts'

it.each([
  ['<script>"a" & b</script>', '&lt;script&gt;&quot;a&quot; &amp; b&lt;/script&gt;'],
  ['line\nbreak\tand tab', 'line\nbreak\tand tab'],
  ['\0\x08\x0b\x1f\uffff', '\ufffd\ufffd\ufffd\ufffd\ufffd'],
  ['half of \ud83d and a whole 😀', 'half of \ufffd and a whole 😀'],
])('writes %j so that XML takes it', (text, written) => {
  expect(escaped(text)).toBe(written)
})
