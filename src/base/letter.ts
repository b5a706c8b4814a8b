/** An e-mail as it is handed on to be sent. */
export type Letter = {
  /** The same key is the same letter: it is sent once, however often it is handed in. */
  key: string
  to: string
  title: string
  text: string
}
