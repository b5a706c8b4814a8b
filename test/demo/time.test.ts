import { demoFlags } from '../../src/demo/demo-data.ts'
import { toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import type { TestSluice } from '../support/sluice.ts'
import { withSluice, withSluiceEach } from '../support/with-sluice.ts'

let sluice: TestSluice

async function published(title = 'New editor') {
  const project = await sluice.project()
  await publishFlag(sluice, project, 'new-editor', toEverybody({ title }), demoFlags['new-editor'] as never)
  sluice.clock.advance(1)
  return project
}

describe('Show time', () => {
  withSluiceEach((started) => {
    sluice = started
  })

  const onDay = async (day: string) => (await sluice.agent().get(`/demo/time${day}`).expect(200)).text

  it('is not there without the demo', async () => {
    await sluice.agent().get('/demo/time').expect(404)
  })

  it('shows any day without a script, and stores nothing', async () => {
    await published()
    const { text, headers } = await sluice.agent().get('/demo/time?day=7').expect(200)
    expect(text).toContain('<h1 id="headline">One publication, four people, each at their own time.</h1>')
    expect(text).toContain('aria-valuetext="Mon 9 November, in 7 days"')
    expect(text).toContain('New editor reaches Ben.')
    expect(text.match(/mark hung on/g)).toHaveLength(2)
    expect(text).toContain('href="/demo/time?day=15"')
    expect((await onDay('')).match(/mark hung on/g)).toHaveLength(1)
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('shows a publication in every pane, with the instant at which it arrives there', async () => {
    const project = await published()
    const visitor = await sluice.widget(project)
    const told = new Promise((done) => visitor.socket.once('flags:changed', done))
    const compact = toEverybody({ title: 'Compact notes', weights: { compact: 100_000 } })
    await publishFlag(sluice, project, 'note-list', compact, demoFlags['note-list'] as never)
    await told
    sluice.clock.advance(1)
    const text = await onDay('')
    expect(text).toContain('Two publications')
    expect(text.match(/Compact notes<br>/g)).toHaveLength(4)
    expect(text).toContain('data-list="compact"')
  })

  it('shows what was typed literally, in the page and in its island', async () => {
    await published('</script><script>alert(1)</script>')
    const text = await onDay('')
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('&lt;/script&gt;&lt;script&gt;alert(1)')
    const island = /id="island">([^<]*)</.exec(text)?.[1] ?? ''
    expect(JSON.parse(island).changes[0].title).toBe('</script><script>alert(1)</script>')
  })
})

describe('Show time of a day that there is not', () => {
  withSluice(async (started) => {
    sluice = started
    await published()
  })

  it.each(['?day=91', '?day=-1', '?day=1.5', '?day=x', '?day=', '?day=1&day=2'])('refuses %s', async (query) => {
    const { text } = await sluice.agent().get(`/demo/time${query}`).expect(400)
    expect(text).toContain('day')
  })
})
