import { promisify } from 'node:util'
import MongoStore from 'connect-mongo'
import type { SessionData } from 'express-session'
import { openMongo } from './open-mongo.ts'

it('keeps the sessions of connect-mongo', async () => {
  const mongo = await openMongo()
  const store = MongoStore.create({ client: mongo.client as never, dbName: 'app', ttl: 60 })
  const get = promisify(store.get.bind(store)) as (id: string) => Promise<SessionData | null>
  const set = promisify(store.set.bind(store)) as (id: string, session: SessionData) => Promise<void>
  const destroy = promisify(store.destroy.bind(store)) as (id: string) => Promise<void>

  await set('one', { cookie: { originalMaxAge: null }, member: 'ann' } as never)
  await set('one', { cookie: { originalMaxAge: null }, member: 'bob' } as never)
  expect(await get('one')).toMatchObject({ member: 'bob' })
  const indexes = await mongo.client.db('app').collection('sessions').indexes()
  expect(indexes).toContainEqual({ v: 2, key: { expires: 1 }, name: 'expires_1', expireAfterSeconds: 0 })
  await destroy('one')
  expect(await get('one')).toBeFalsy()
  await mongo.close()
})
