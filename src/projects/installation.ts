/** What comes from a product's pages for the first time, in the order in which it can. */
export const installationSteps = ['connected', 'exposure', 'answer'] as const

export type InstallationStep = (typeof installationSteps)[number]

/** When (ms) each of them came first. */
export type FirstInstants = Partial<Record<InstallationStep, number>>

/** A client key that came from a page and let nobody in; `project`: whose key it is, where it is anybody's. */
export type RefusedPage = { key: string; origin: string | undefined; project?: string }

/** Hears which pages come in, and which do not. */
export type Arrivals = { came: (project: { id: string }) => void; refused: (page: RefusedPage) => void }
