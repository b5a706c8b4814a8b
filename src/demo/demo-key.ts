/** The key of the demo's project. */
export const demoKey = 'notewell'
