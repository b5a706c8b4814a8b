import { lacksPictures } from '../refusal.ts'

/**
 * Sends pictures, then the message that names them; where that has waited for so long that they are gone, both once
 * more. `anew`: also those that were sent already.
 */
export async function withPictures(
  sendPictures: (anew: boolean) => Promise<void>,
  sendMessage: () => Promise<unknown>,
): Promise<void> {
  await sendPictures(false)
  await sendMessage().catch(async (thrown: unknown) => {
    if (!lacksPictures(thrown)) throw thrown
    await sendPictures(true)
    await sendMessage()
  })
}
