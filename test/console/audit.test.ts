/** The audit in the console: filters, the proof of its chain, and an export that is an entry too. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { correctClientOf } from '../../src/onboarding/correct-client.ts'
import type { RoleName } from '../../src/permissions/roles.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { userByName } from '../../src/users/queries.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { until } from '../support/until.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

let api: TestService
let client: TestClient
let aud: Visitor

before(async () => {
  api = await testService()
  const partner = await api.createPartner()
  client = await api.createClient(partner)
  await invite('Ada', 'ADMIN')
  await invite('Aud', 'AUDITOR')
  await invite('Viv', 'VIEWER')
  await correctClientOf(as('Ada'), {
    ...{
      partnerId: await partnerOf(),
      clientId: client.clientIdentifier,
      patch: { client: { name: 'Another Name Oy' } },
    },
  })
  aud = await signedIn(api, 'Aud')
})
after(() => api.stop())

async function partnerOf(): Promise<number> {
  const { rows } = await api.pool.query<{ id: string }>('select partner_id as id from client limit 1')
  return Number(rows[0]?.id)
}

async function invite(name: string, role: RoleName): Promise<void> {
  await inviteUser(as('Ada'), { name, grants: [{ role, clientIds: [] }] })
}

function as(name: string): Ctx {
  return { ...api.ctx(), actor: `user:${name}` }
}

const rowsIn = (text: string) => text.match(/<tr id="row-/g)?.length ?? 0

test('entries are filtered by person, act, subject, client and day', async () => {
  const all = await aud.get('/console/audit')
  assert.equal(all.status, 200)
  assert.ok(rowsIn(all.text) > 3)
  const ada = await userByName(api.service.platform.pool, 'Ada')
  const byAda = await aud.get(`/console/audit?person=${ada?.userId}&act=client.corrected`)
  assert.equal(rowsIn(byAda.text), 1)
  assert.match(byAda.text, /<td>Ada<\/td><td>the data of a client was corrected/)
  const one = await aud.get(
    `/console/audit?subject=client:${client.clientIdentifier}&client=${client.clientIdentifier}`,
  )
  assert.ok(rowsIn(one.text) > 0 && rowsIn(one.text) < rowsIn(all.text))
  assert.equal(rowsIn((await aud.get('/console/audit?until=2020-01-01')).text), 0)
  assert.equal((await aud.get('/console/audit?subject=user:Ada%20Smith')).status, 400, 'a name stands in no address')
})

test('the chain is proved, and a change of an entry is found', async () => {
  const path = `/console/audit/proof?client=${client.clientIdentifier}`
  await until(
    'the chain has all entries',
    async () => (await aud.get(path)).text,
    (text) => /Entries that wait for the chain<\/dt><dd>0</.test(text),
  )
  assert.match((await aud.get(path)).text, /No entry was changed, deleted, added or moved/)
  await api.pool.query(`alter table audit_entry disable trigger audit_entry_insert_only`)
  await api.pool.query(`update audit_entry set actor = 'user:Eve' where action = 'client.corrected'`)
  await api.pool.query(`alter table audit_entry enable trigger audit_entry_insert_only`)
  assert.match((await aud.get(path)).text, /The audit was changed/)
})

test('an export is an entry too, and a role without audit.read sees nothing', async () => {
  const file = await aud.get('/console/audit.csv?act=client.created')
  assert.equal(file.status, 200)
  assert.match(file.text, /client\.created/)
  const { rows } = await api.pool.query<{ actor: string; details: object }>(
    `select actor, details from audit_entry where action = 'audit.exported'`,
  )
  assert.deepEqual(
    rows.map(({ actor, details }) => [actor, (details as { action: string }).action]),
    [['user:Aud', 'client.created']],
  )
  const viv = await signedIn(api, 'Viv')
  for (const path of ['/console/audit', '/console/audit.csv', '/console/audit/proof'])
    assert.equal((await viv.get(path)).status, 403)
})
