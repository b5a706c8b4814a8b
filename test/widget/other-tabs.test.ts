import { otherTabs } from '../../src/widget/other-tabs.ts'

/** A tab that notes what it hears; `heard` resolves with the first of it. */
function tab(owner: string, name = 'sluice:tabs') {
  const channels: InstanceType<typeof BroadcastChannel>[] = []
  const Original = globalThis.BroadcastChannel
  globalThis.BroadcastChannel = class extends Original {
    constructor(channel: string) {
      super(channel)
      channels.push(this)
    }
  }
  const tabs = otherTabs(name, () => owner)
  globalThis.BroadcastChannel = Original
  const heard = new Promise<unknown>((done) => {
    tabs.on('read', (said) => done({ read: said }))
    tabs.on('letter', (said) => done({ letter: said }))
  })
  function close(): void {
    for (const channel of channels) channel.close()
  }
  return { tabs, heard, close }
}

it('tells the same person’s tabs what was read, and everybody’s what has become of a letter', async () => {
  const [mine, same, other] = [tab('mia'), tab('mia'), tab('noah')]
  mine.tabs.tell('read', { conversation: 'a' })
  expect(await same.heard).toEqual({ read: { conversation: 'a' } })
  mine.tabs.tell('letter', { id: 'b' })
  expect(await other.heard).toEqual({ letter: { id: 'b' } })
  for (const { close } of [mine, same, other]) close()
})
