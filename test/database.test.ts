import { startSluice, type TestSluice } from './support/sluice.ts'

let sluice: TestSluice

beforeAll(async () => {
  sluice = await startSluice()
})
afterAll(() => sluice.close())

const tenants = () => Object.values(sluice.connection.models).filter((model) => model.schema.path('project'))

it('lets no query of a tenant’s data through without its project', async () => {
  expect(tenants().length).toBeGreaterThan(8)
  for (const model of tenants()) {
    await expect(model.find({}).lean()).rejects.toThrow('must name its project')
    await expect(model.deleteMany({})).rejects.toThrow('must name its project')
    await expect(model.updateMany({ project: undefined }, {})).rejects.toThrow()
    await expect(model.aggregate([{ $group: { _id: null } }])).rejects.toThrow('must name its project')
  }
})

it('throws at a field that does not exist, and at an undefined one', async () => {
  for (const model of tenants()) {
    await expect(model.find({ project: 'p', nothing: 1 }).lean()).rejects.toThrow(/nothing/)
    await expect(model.find({ project: 'p', _id: undefined }).lean()).rejects.toThrow('undefined')
  }
})

it('takes no operator that came as input', async () => {
  for (const model of tenants()) {
    const found = model.find({ project: 'p', _id: { $ne: null } as never }).lean()
    await expect(found.then((rows) => rows.length).catch(() => 0)).resolves.toBe(0)
  }
})
