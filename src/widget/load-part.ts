/** A script that is loaded later; it leaves what it has to give on its own script element. */
export type PartScript<Part> = HTMLScriptElement & { gives?: Part }

/** The file names and integrities of the parts in this build's language, by the names of their folders. */
declare const partFiles: Record<string, { file: string; integrity: string }>

type From = { src: string; nonce: string | undefined }

/** A part in the language of this build. */
export const laterPart = <Part>(
  from: From,
  name: 'choices' | 'budget' | 'talk' | 'asking' | 'survey' | 'screenshot' | 'lines' | 'sight' | 'leaving',
): (() => Promise<Part>) => laterFile(from, partFiles[name] ?? { file: '', integrity: '' })

/** Loads a part under its hashed name beside `src` and with its integrity, once; after a failure it is tried again. */
export function laterFile<Part>(
  { src, nonce }: From,
  { file, integrity }: { file: string; integrity: string },
): () => Promise<Part> {
  let loading: Promise<Part> | undefined

  function load(): Promise<Part> {
    const script: PartScript<Part> = document.createElement('script')
    script.src = new URL(file, src).href
    script.integrity = integrity
    script.crossOrigin = 'anonymous'
    if (nonce) script.nonce = nonce
    return new Promise<Part>((done, fail) => {
      script.onload = () => (script.gives ? done(script.gives) : fail(new Error(`${file} gave nothing`)))
      script.onerror = () => fail(new Error(`${file} did not load`))
      document.head.append(script)
    }).finally(() => script.remove())
  }

  return () => {
    loading ??= load().catch((fault: unknown) => {
      loading = undefined
      throw fault
    })
    return loading
  }
}
