import type { Letter, LetterStore } from '../../src/widget/letter.ts'
import { outbox } from '../../src/widget/outbox.ts'
import { Refusal } from '../../src/widget/refusal.ts'
import { withPictures } from '../../src/widget/talk/with-pictures.ts'

const missing = (field: string) =>
  new Refusal({ kind: 'missing', message: 'Not here', faults: [{ field, message: 'Not here' }] })

/** An earlier page's letter on the device, and a server that has none of its pictures. */
function setUp(kept: Letter[]) {
  const stored: object[] = []
  const store: LetterStore = {
    all: async () => structuredClone(kept),
    keep: async () => {},
    forget: async (ids) => void kept.splice(0, kept.length, ...kept.filter(({ body }) => !ids.includes(body.id))),
    lookAgain: () => {},
  }
  const box = outbox({
    async send(_name, body) {
      if ('attachments' in body && body.attachments) throw missing('attachments')
      stored.push(body)
      return { id: body.id, storedAt: '2026-01-05T10:00:00.000Z', sequence: 1 }
    },
    ...{ store, isConnected: () => true, mayKeep: () => true, owner: () => 'mia', alone: (act) => act() },
    ...{ tell: () => {}, onSentForOther: () => {}, onChange: () => {}, after: () => {}, now: () => 0 },
  })
  return { box, stored }
}

const body = { id: 'a', conversation: 'c', text: 'Look', attachments: ['p'] }

it('sends the words of an earlier page whose pictures are gone', async () => {
  const kept: Letter[] = [{ name: 'conversation:write', body, owner: 'mia', at: 0 }]
  const { box, stored } = setUp(kept)
  await box.flush()
  expect([stored, kept]).toEqual([[{ id: 'a', conversation: 'c', text: 'Look' }], []])
})

it('tells whoever waits that their pictures are gone', async () => {
  const { box, stored } = setUp([])
  await expect(box.post('conversation:write', body)).rejects.toThrow('Not here')
  expect(stored).toEqual([])
})

describe('a message with pictures', () => {
  const told = (answers: (undefined | Refusal)[]) => {
    const did: string[] = []
    const sent = withPictures(
      async (anew) => void did.push(anew ? 'all pictures' : 'pictures'),
      async () => {
        did.push('message')
        const refusal = answers.shift()
        if (refusal) throw refusal
      },
    )
    return sent.then(
      () => did,
      ({ message }) => [...did, message],
    )
  }

  it('sends them again where they are gone, once', async () => {
    expect(await told([])).toEqual(['pictures', 'message'])
    expect(await told([missing('attachments')])).toEqual(['pictures', 'message', 'all pictures', 'message'])
    expect(await told([missing('attachments'), missing('attachments')])).toEqual([
      ...['pictures', 'message', 'all pictures', 'message'],
      'Not here',
    ])
  })

  it('does not where it is refused for anything else', async () => {
    expect(await told([missing('conversation')])).toEqual(['pictures', 'message', 'Not here'])
  })
})
