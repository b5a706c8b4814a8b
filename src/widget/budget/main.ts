import { askBudgetField } from '../ask-budget-field.ts'
import { givePart } from '../give-part.ts'

/** The field alone, for where no survey is shown. */
export type BudgetPart = typeof askBudgetField

givePart<BudgetPart>(askBudgetField)
