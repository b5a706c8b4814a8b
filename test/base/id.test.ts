import { newId } from '../../src/base/id.ts'
import { clientId } from '../../src/base/text.ts'

it('is the example of RFC 9562, A.6, made of its instant and its random bits', () => {
  const random = [0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]
  const id = newId(0x017f22e279b0, () => Uint8Array.from(random))
  expect(id).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

it('sorts by the instant, and is what the server takes', () => {
  const ids = [0, 1, 255, 256, 2 ** 32, 2 ** 32 + 1, Date.parse('2026-11-02')].map((at) => newId(at))
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) expect(clientId.parse(id)).toBe(id)
})
