/** Whether a text is what a question for such a text asks for. */
export const isOfInput = {
  text: () => true,
  email: (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  url: (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
  number: (text: string) => /^[+-]?\d+([.,]\d+)?$/.test(text),
}
