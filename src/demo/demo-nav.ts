import { demoKey } from './demo-key.ts'

/** The way around the demo; `current` is the path of the page it stands on. */
export const demoNav = (current: string) =>
  [
    ['/', 'Start'],
    ['/demo/time', 'Show time'],
    ['/demo', 'The product'],
    [`/me/${demoKey}`, 'My choices'],
    ['/console', 'Console'],
  ].map(([href, label]) => ({ href, label, current: href === current }))
