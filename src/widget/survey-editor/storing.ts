/** Somebody else has stored this survey since it was opened here. */
export class Overtaken extends Error {}

/** Stores a form as its buttons do, one request after the other; each gives the page that then stands at its address. */
export function storing(form: HTMLFormElement) {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function send(act: string): Promise<{ page: Document; at: string | undefined }> {
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
    body.set('act', act)
    const reply = await fetch(form.action, {
      method: 'POST',
      body,
      credentials: 'same-origin',
      keepalive: true,
      headers: { 'Sluice-Fragment': '1' },
    })
    if (reply.status === 412) throw new Overtaken()
    if (!reply.ok) throw new Error(`${reply.status}`)
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
    const { searchParams: place } = new URL(reply.url)
    // Not that of the page, on which may stand already what somebody else has stored since.
    const saved = place.get('saved')
    const own = form.querySelector<HTMLInputElement>('input[name="basis"]')
    if (own && saved !== null) own.value = saved
    // Who kept theirs did so once: what somebody else saves from now on is theirs to decide about again.
    form.querySelector('input[name="over"]')?.closest('label')?.remove()
    return { page, at: place.get('at') ?? undefined }
  }

  return {
    isBusy: () => waiting > 0,

    idle: () => last.catch(() => {}),

    store(act: string): ReturnType<typeof send> {
      waiting++
      const sent = last.catch(() => {}).then(() => send(act))
      last = sent.catch(() => {}).finally(() => waiting--)
      return sent
    },
  }
}
