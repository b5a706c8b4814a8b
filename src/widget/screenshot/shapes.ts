/** Places in a picture, in its pixels. */
export type Point = { x: number; y: number }
export type Rect = Point & { width: number; height: number }
export type Size = { width: number; height: number }

export type Framed = { kind: 'box' | 'blackout'; rect: Rect }
export type Shape = { kind: 'pen'; points: readonly Point[] } | Framed

/** Smaller than this, a rectangle could not be seen or taken hold of. */
const least = 8

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high))

/** The rectangle with these corners, in whichever order, as far as it lies in the picture. */
export function rectOf(one: Point, other: Point, { width, height }: Size): Rect {
  const [x, y] = [
    between(0, Math.min(one.x, other.x), width - least),
    between(0, Math.min(one.y, other.y), height - least),
  ]
  const right = between(x + least, Math.max(one.x, other.x), width)
  const bottom = between(y + least, Math.max(one.y, other.y), height)
  return { x, y, width: right - x, height: bottom - y }
}

export const moved = (rect: Rect, by: Point, { width, height }: Size): Rect => ({
  ...rect,
  x: between(0, rect.x + by.x, width - rect.width),
  y: between(0, rect.y + by.y, height - rect.height),
})

/** Its top left corner stays where it is. */
export const sized = (rect: Rect, by: Point, { width, height }: Size): Rect => ({
  ...rect,
  width: between(least, rect.width + by.x, width - rect.x),
  height: between(least, rect.height + by.y, height - rect.y),
})

const directions: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** What a key does to a rectangle: arrows move it, with Shift they size it; undefined: nothing. `step` is in pixels. */
export function afterKey(
  rect: Rect,
  { key, shiftKey }: { key: string; shiftKey: boolean },
  size: Size,
  step: number,
): Rect | undefined {
  const direction = directions[key]
  if (!direction) return undefined
  return (shiftKey ? sized : moved)(rect, { x: direction.x * step, y: direction.y * step }, size)
}

/** Where a rectangle comes that is asked for without a place. */
export const inTheMiddle = ({ width, height }: Size): Rect => ({
  x: width * 0.35,
  y: height * 0.4,
  width: width * 0.3,
  height: height * 0.2,
})

/** What has been drawn, with its way back; moving the same shape again and again is one step of it. */
export function shapeHistory() {
  let now: readonly Shape[] = []
  const past: (readonly Shape[])[] = []
  let lastChanged: number | undefined

  function become(next: readonly Shape[], changed?: number): void {
    if (changed === undefined || changed !== lastChanged) past.push(now)
    lastChanged = changed
    now = next
  }

  return {
    all: () => now,
    canUndo: () => past.length > 0,
    add: (shape: Shape) => become([...now, shape]),
    change: (at: number, shape: Shape) =>
      become(
        now.map((one, place) => (place === at ? shape : one)),
        at,
      ),
    remove: (at: number) => become(now.filter((_, place) => place !== at)),
    undo(): void {
      now = past.pop() ?? now
      lastChanged = undefined
    },
  }
}
