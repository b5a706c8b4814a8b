import type { Answer } from '../../surveys/response.ts'

/** How far somebody has come: what was said, and the question on the screen; without one, the first that was not seen. */
export type Progress = { answers: readonly Answer[]; at?: string }
