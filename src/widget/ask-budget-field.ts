import type { AskBudget, AskingReply } from '../surveys/ask-budget.ts'
import { element } from './dom.ts'
import { askingTexts } from './texts/en.ts'

const budgets: readonly AskBudget[] = ['never', 'rarely', 'often']

/** How somebody's wish is asked for, and stored. */
export type AskBudgetAccess = { get: () => Promise<AskingReply>; set: (budget: AskBudget) => Promise<AskingReply> }

let fields = 0

/** Lets somebody say how often they want to be asked anything; it is saved as it is chosen. */
export function askBudgetField(budget: AskBudgetAccess, explain: (fault: unknown) => string): HTMLElement {
  const name = `budget-${++fields}`
  const inputs = budgets.map((value) => element('input', { type: 'radio', name, value }))
  const left = element('p', { class: 'quiet', role: 'status' })
  const fault = element('p', { class: 'error', role: 'alert' })

  async function take(reply: Promise<AskingReply>, said = ''): Promise<void> {
    fault.textContent = ''
    try {
      const now = await reply
      for (const input of inputs) input.checked = input.value === now.budget
      left.textContent = [said, askingTexts.left(now.left)].filter(Boolean).join(' ')
    } catch (refusal) {
      fault.textContent = explain(refusal)
    }
  }

  const onchange = ({ target }: { target: HTMLInputElement }) =>
    void take(budget.set(target.value as AskBudget), askingTexts.saved)
  void take(budget.get())
  return element(
    'fieldset',
    { class: 'budget', onchange },
    element('legend', {}, askingTexts.howOften),
    element(
      'div',
      { class: 'stops' },
      ...inputs.map((input, i) =>
        element('label', { class: 'cell' }, input, element('span', {}, askingTexts.budgets[budgets[i] ?? 'rarely'])),
      ),
    ),
    left,
    fault,
  )
}
