/** How often each property is tried; raise it with SLUICE_PROPERTY_RUNS=5000. */
export const propertyRuns = { numRuns: Number(process.env.SLUICE_PROPERTY_RUNS ?? 100) }
