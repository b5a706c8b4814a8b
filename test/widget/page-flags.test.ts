import { pageFlags } from '../../src/widget/page-flags.ts'

const flag = (
  key: string,
  variant: string,
  {
    revision = 1,
    immediate = false,
    value = variant as unknown,
  }: { revision?: number; immediate?: boolean; value?: unknown } = {},
) => ({ key, variant, value, reason: 'SPLIT', assignment: 'random' as const, revision, immediate })
const evaluation = (evaluatedAt: string, ...flags: ReturnType<typeof flag>[]) => ({
  subject: 'token',
  evaluatedAt,
  chance: false,
  flags,
})

describe('pageFlags', () => {
  it('renders from the first evaluation whole', () => {
    const flags = pageFlags()
    expect(flags.get('list')).toBeUndefined()
    expect(flags.take(evaluation('t1', flag('list', 'cosy'), flag('editor', 'off')))).toEqual(['list', 'editor'])
    expect(flags.get('list')).toMatchObject({ variant: 'cosy', evaluatedAt: 't1' })
  })

  it('keeps a paced change until it is asked for, and applies an immediate one at once', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy'), flag('editor', 'on')))
    expect(flags.take(evaluation('t2', flag('list', 'cards'), flag('editor', 'off', { immediate: true })))).toEqual([
      'editor',
    ])
    expect(flags.get('list')).toMatchObject({ variant: 'cosy', evaluatedAt: 't1' })
    expect(flags.get('editor')).toMatchObject({ variant: 'off', evaluatedAt: 't2' })
    expect(flags.refresh()).toEqual(['list'])
    expect(flags.get('list')).toMatchObject({ variant: 'cards', evaluatedAt: 't2' })
    expect(flags.refresh()).toEqual([])
  })

  it('applies at once what was taken back, and lets later changes wait as before', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cards', { revision: 3 })))
    expect(flags.take(evaluation('t2', flag('list', 'cosy', { revision: 2 })))).toEqual(['list'])
    expect(flags.take(evaluation('t3', flag('list', 'grid', { revision: 4 })))).toEqual([])
    expect(flags.take(evaluation('t4', flag('list', 'grid', { revision: 5 })))).toEqual([])
    expect(flags.get('list')).toMatchObject({ variant: 'cosy', revision: 2, evaluatedAt: 't2' })
  })

  it('lets wait what came after a taking back that changed nothing to be seen', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy', { revision: 5 })))
    expect(flags.take(evaluation('t2', flag('list', 'cosy', { revision: 2 })))).toEqual([])
    expect(flags.take(evaluation('t3', flag('list', 'cards', { revision: 4 })))).toEqual([])
    expect(flags.get('list')).toMatchObject({ variant: 'cosy', revision: 2, evaluatedAt: 't1' })
  })

  it('lets wait what a kill switch gives back', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cards', { revision: 3 })))
    expect(flags.take(evaluation('t2', flag('list', 'off', { revision: 0, immediate: true })))).toEqual(['list'])
    expect(flags.take(evaluation('t3', flag('list', 'cards', { revision: 3 })))).toEqual([])
  })

  it('has nothing to apply when a paced change was taken back', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy')))
    flags.take(evaluation('t2', flag('list', 'cards')))
    flags.take(evaluation('t3', flag('list', 'cosy')))
    expect(flags.refresh()).toEqual([])
    expect(flags.get('list')?.evaluatedAt).toBe('t1')
  })

  it('takes another value of the same variant for a change', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('welcome', 'hello', { value: { headline: 'Hello' } })))
    flags.take(evaluation('t2', flag('welcome', 'hello', { value: { headline: 'Good morning' } })))
    expect(flags.refresh()).toEqual(['welcome'])
  })

  it('drops a flag that is gone only when asked to', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy')))
    expect(flags.take(evaluation('t2'))).toEqual([])
    expect(flags.get('list')?.variant).toBe('cosy')
    expect(flags.refresh()).toEqual(['list'])
    expect(flags.get('list')).toBeUndefined()
  })

  it('renders what somebody else has whole, and nothing of what the one before had', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy'), flag('editor', 'off'), flag('old', 'on')))
    flags.startAnew()
    expect(flags.get('list')?.variant).toBe('cosy')
    expect(flags.take(evaluation('t2', flag('list', 'cards'), flag('editor', 'off')))).toEqual(['list', 'old'])
    expect(flags.get('old')).toBeUndefined()
  })

  it('names what the next load would change', () => {
    const flags = pageFlags()
    expect(flags.waiting()).toEqual([])
    flags.take(evaluation('t1', flag('list', 'cosy'), flag('editor', 'on')))
    expect(flags.waiting()).toEqual([])
    flags.take(evaluation('t2', flag('list', 'cards', { revision: 2 }), flag('editor', 'on')))
    expect(flags.waiting()).toEqual(['list'])
    flags.refresh()
    expect(flags.waiting()).toEqual([])
  })
})
