import { dataOf, type TestSluice } from '../support/sluice.ts'
import { publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice

withSluice((started) => {
  sluice = started
})

it('has a page keep who was drawn and who was not, where there is a draw', async () => {
  const project = await sluice.project()
  await publishSurvey(sluice, project, 'all', { ...scoreDraft('editor'), triggers: [{ on: 'exit' }] })
  const { ask } = await sluice.widget(project)
  expect(dataOf(await ask('survey:watch'))).not.toHaveProperty('chance')
  await publishSurvey(sluice, project, 'few', { ...scoreDraft('editor'), triggers: [{ on: 'exit' }], sampling: 0.1 })
  expect(dataOf(await ask('survey:watch'))).toHaveProperty('chance', true)
})
