/** Whether a write was refused because a unique index has that key already (MongoDB's error 11000). */
const isDuplicateKey = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 11000

/** Whether this insertion was made; false where a unique index has its key already. */
export async function isInserted(insertion: Promise<unknown>): Promise<boolean> {
  try {
    await insertion
    return true
  } catch (fault) {
    if (isDuplicateKey(fault)) return false
    throw fault
  }
}
