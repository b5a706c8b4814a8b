import type { Island } from './island.ts'

const part = (id: string) => document.getElementById(id) as HTMLElement

/** Shows one of the prepared days in the page as the server would have drawn it. */
export function drawDay({ days, states }: Island, day: number): void {
  const shown = days[day]
  if (!shown) return
  const { date, away, news } = shown
  part('date').textContent = date
  part('away').textContent = away
  part('news').textContent = news || 'Nothing arrives on this day.'
  part('day').setAttribute('aria-valuetext', `${date}, ${away}`)
  part('run').setAttribute('x2', `${(100 * day) / (days.length - 1)}%`)
  states[shown.state]?.forEach((state, i) => {
    const pane = document.querySelectorAll('#panes > .pane')[i]
    const mini = pane?.querySelector<HTMLElement>('.mini')
    const greeting = pane?.querySelector<HTMLElement>('.mini-greeting')
    if (!mini || !greeting) return
    mini.dataset.list = state.list
    mini.setAttribute('aria-label', state.label)
    mini.parentElement?.classList.toggle('new', state.editor)
    mini.parentElement?.classList.toggle('old', !state.editor)
    greeting.hidden = state.greeting === ''
    greeting.textContent = state.greeting
    state.changes.forEach(({ has, when }, at) => {
      const item = pane?.querySelectorAll('[data-change]')[at]
      item?.classList.toggle('on', has)
      const text = item?.querySelector('small')
      if (text) text.textContent = when
    })
  })
}

/** What is new among the changes, and when it reaches each: "New editor is out. Ada: since Wed 25 Nov, at once." */
export function newsOf(before: Island, after: Island, day: number): string {
  const known = new Set(before.changes.map(({ id }) => id))
  const panes = after.states[after.days[day]?.state ?? 0] ?? []
  return after.changes
    .map(({ id, title }, at) => {
      if (known.has(id)) return ''
      const when = panes.map(({ changes }, i) => `${after.people[i]}: ${changes[at]?.when}.`)
      return `${title} is out. ${when.join(' ')}`
    })
    .filter(Boolean)
    .join(' ')
}
