import { afterKey, inTheMiddle, moved, rectOf, shapeHistory, sized } from '../../../src/widget/screenshot/shapes.ts'

const picture = { width: 200, height: 100 }

it.each([
  ['from corner to corner', { x: 10, y: 20 }, { x: 60, y: 50 }, { x: 10, y: 20, width: 50, height: 30 }],
  ['from the other corner', { x: 60, y: 50 }, { x: 10, y: 20 }, { x: 10, y: 20, width: 50, height: 30 }],
  ['that begins and ends outside', { x: -50, y: -1 }, { x: 900, y: 900 }, { x: 0, y: 0, width: 200, height: 100 }],
  ['that is a point', { x: 10, y: 20 }, { x: 10, y: 20 }, { x: 10, y: 20, width: 8, height: 8 }],
  [
    'that is a point in the last corner',
    { x: 200, y: 100 },
    { x: 200, y: 100 },
    { x: 192, y: 92, width: 8, height: 8 },
  ],
])('makes a rectangle %s', (_name, one, other, rect) => {
  expect(rectOf(one, other, picture)).toEqual(rect)
})

it('moves and sizes a rectangle within the picture', () => {
  const rect = { x: 10, y: 20, width: 50, height: 30 }
  expect(moved(rect, { x: 500, y: -500 }, picture)).toEqual({ x: 150, y: 0, width: 50, height: 30 })
  expect(sized(rect, { x: 500, y: -500 }, picture)).toEqual({ x: 10, y: 20, width: 190, height: 8 })
})

it.each([
  ['ArrowRight', false, { x: 14, y: 20, width: 50, height: 30 }],
  ['ArrowUp', false, { x: 10, y: 16, width: 50, height: 30 }],
  ['ArrowLeft', true, { x: 10, y: 20, width: 46, height: 30 }],
  ['ArrowDown', true, { x: 10, y: 20, width: 50, height: 34 }],
  ['Enter', false, undefined],
])('%s (Shift: %s)', (key, shiftKey, rect) => {
  expect(afterKey({ x: 10, y: 20, width: 50, height: 30 }, { key, shiftKey }, picture, 4)).toEqual(rect)
})

describe('the way back', () => {
  const box = (x: number) => ({ kind: 'box' as const, rect: { ...inTheMiddle(picture), x } })

  it('takes back what was added, removed, and moved, the moves of one shape at once', () => {
    const history = shapeHistory()
    expect(history.canUndo()).toBe(false)
    history.add(box(1))
    history.add(box(2))
    for (const x of [3, 4, 5]) history.change(1, box(x))
    history.change(0, box(9))
    history.remove(0)
    expect(history.all()).toEqual([box(5)])
    history.undo()
    expect(history.all()).toEqual([box(9), box(5)])
    history.undo()
    expect(history.all()).toEqual([box(1), box(5)])
    history.undo()
    expect(history.all()).toEqual([box(1), box(2)])
    history.undo()
    history.undo()
    expect([history.all(), history.canUndo()]).toEqual([[], false])
    history.undo()
    expect(history.all()).toEqual([])
  })

  it('keeps apart what is moved before and after a step back', () => {
    const history = shapeHistory()
    history.add(box(1))
    history.change(0, box(2))
    history.undo()
    history.change(0, box(3))
    history.undo()
    expect(history.all()).toEqual([box(1)])
  })
})
