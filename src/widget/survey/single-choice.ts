/**
 * Lets the pointer and Enter go on from a group of radios, and the arrows not: with them, one only looks around.
 * `stays`: of whose values something more is to be said.
 */
export function goesOn(group: HTMLElement, advance: () => void, stays: (value: string) => boolean = () => false): void {
  const radioIn = (target: EventTarget | null) => {
    const label = target instanceof Element ? target.closest('label') : null
    return label?.querySelector<HTMLInputElement>('[type=radio]') ?? null
  }
  group.addEventListener('click', ({ detail, target }) => {
    const radio = radioIn(target)
    // Keys make clicks, too; only the pointer counts them.
    if (detail > 0 && radio && !stays(radio.value)) advance()
  })
  group.addEventListener('keydown', (event) => {
    const radio = radioIn(event.target)
    if (event.key !== 'Enter' || !radio) return
    event.preventDefault()
    if (!radio.checked) radio.click()
    if (!stays(radio.value)) advance()
  })
}
