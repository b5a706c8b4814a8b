import { icon } from '../dom.ts'

export const star = () => icon(['M12 3.2l2.7 5.6 6.1.8-4.5 4.3 1.1 6.1-5.4-3-5.4 3 1.1-6.1L3.2 9.6l6.1-.8z'])

export const grip = () => icon(['M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01'])
export const up = () => icon(['M6 14l6-6 6 6'])
export const down = () => icon(['M6 10l6 6 6-6'])

/** A face whose mouth says how well it is: from 0, down, to 1, up. */
export function face(mood: number): SVGElement {
  const bend = Math.round((mood - 0.5) * 80) / 10
  const ring = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z'
  return icon([ring, 'M9 9.5v.01M15 9.5v.01', `M8 ${15.5 - bend / 3}q4 ${bend} 8 0`])
}

export function thumb(isUp: boolean): SVGElement {
  const drawn = icon([
    'M7 11v9H4v-9zM7 11l4-8c1.700 0 2.500 1 2.500 2.400L13 9h5.500c1.200 0 2 1 1.700 2.200l-1.600 7c-.2 1-1 1.800-2 1.800H7',
  ])
  if (!isUp) drawn.classList.add('turned')
  return drawn
}
