/** A picture as it will be sent. */
export type Edited = { file: Blob; canvas: HTMLCanvasElement }

export type ScreenshotPart = {
  /** What stands in the window; rejects where the page or the browser does not let it be drawn. */
  drawPage: (root: ShadowRoot) => Promise<HTMLCanvasElement>
  /** The same through the browser, which asks; undefined where it cannot. */
  shareWindow: ((root: ShadowRoot) => Promise<HTMLCanvasElement>) | undefined
  /** Somebody's own picture; rejects with what is wrong with it. */
  ownPicture: (file: File) => Promise<HTMLCanvasElement>
  /** Lets the person draw on it; undefined: they left it as it was. `again` takes another one, where it can be taken. */
  edit: (
    root: ShadowRoot,
    picture: HTMLCanvasElement,
    again: (() => Promise<HTMLCanvasElement>) | undefined,
  ) => Promise<Edited | 'removed' | undefined>
}
