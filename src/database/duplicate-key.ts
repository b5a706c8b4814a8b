/** Whether a write was refused because a unique index has that key already (MongoDB's error 11000). */
export const isDuplicateKey = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 11000
