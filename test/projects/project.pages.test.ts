import type { TestSluice } from '../support/sluice.ts'
import { withSluiceEach } from '../support/with-sluice.ts'

describe('settings', () => {
  let sluice: TestSluice
  withSluiceEach((started) => {
    sluice = started
  })

  it('shows the lines to copy and keeps a list of origins, naming the line that is none', async () => {
    const { agent, csrf } = await sluice.signedIn()
    const project = await sluice.project()
    const path = '/console/notewell/settings'
    const { text } = await agent.get(path).expect(200)
    expect(text).toContain(
      `src&#x3D;&quot;${sluice.url}/widget/v1.js&quot; data-key&#x3D;&quot;${project.clientKey}&quot;`,
    )
    expect(text).toContain('OFREPWebProvider')
    const save = (origins: string) => agent.post(path).type('form').send({ origins, _csrf: csrf })
    const origins = async () => (await sluice.services.projects.byKey('notewell'))?.origins

    const refused = await save('https://app.example.org\nhttps://app.example.org/path').expect(400)
    expect(refused.text).toContain('Line 2, https://app.example.org/path: Write an origin')
    expect(await origins()).toEqual([])
    await save('https://app.example.org\r\n\r\nhttp://localhost:8080\r\nhttps://app.example.org').expect(303)
    expect(await origins()).toEqual(['https://app.example.org', 'http://localhost:8080'])
    expect((await agent.get(path)).text).toContain('https://app.example.org\nhttp://localhost:8080</textarea>')
    await save('').expect(303)
    expect(await origins()).toEqual([])
  })
})
