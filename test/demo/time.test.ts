import { demoFlags } from '../../src/demo/demo-data.ts'
import { by, toEverybody } from '../support/drafts.ts'
import type { TestSluice } from '../support/sluice.ts'
import { withSluiceEach } from '../support/with-sluice.ts'

describe('Show time', () => {
  let sluice: TestSluice
  withSluiceEach((started) => {
    sluice = started
  })

  async function published(title = 'New editor') {
    const project = await sluice.project()
    await sluice.services.flags.create(project, 'new-editor', demoFlags['new-editor'] as never)
    await sluice.services.flags.publish(project, 'new-editor', toEverybody({ title }), by)
    sluice.clock.advance(1)
    return project
  }

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
    await sluice.services.flags.create(project, 'note-list', demoFlags['note-list'] as never)
    await sluice.services.flags.publish(
      project,
      'note-list',
      toEverybody({ title: 'Compact notes', weights: { compact: 100_000 } }),
      by,
    )
    await told
    sluice.clock.advance(1)
    const text = await onDay('')
    expect(text).toContain('Two publications')
    expect(text.match(/Compact notes<br>/g)).toHaveLength(4)
    expect(text).toContain('data-list="compact"')
  })

  it.each(['?day=91', '?day=-1', '?day=1.5', '?day=x', '?day=', '?day=1&day=2'])('refuses %s', async (query) => {
    await published()
    const { text } = await sluice.agent().get(`/demo/time${query}`).expect(400)
    expect(text).toContain('day')
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
