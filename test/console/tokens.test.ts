/** The tokens in the console: those that work, those of every state, and one that is revoked after its effect was shown. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RoleName } from '../../src/permissions/roles.ts'
import { inviteUser } from '../../src/users/manage-users.ts'
import { type Visitor, signedIn } from '../support/console/visitor.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

let api: TestService
let mine: TestClient
let theirs: TestClient
let ida: Visitor

before(async () => {
  api = await testService({ role: 'api' })
  const partner = await api.createPartner()
  ;[mine, theirs] = [await api.createClient(partner), await api.createClient(partner)]
  await invite('Ada', 'ADMIN', [])
  await invite('Ida', 'INTEGRATION', [])
  await invite('Iso', 'INTEGRATION', [mine.clientIdentifier])
  await invite('Aud', 'AUDITOR', [])
  ida = await signedIn(api, 'Ida')
})
after(() => api.stop())

async function invite(name: string, role: RoleName, clientIds: number[]): Promise<void> {
  await inviteUser({ ...api.ctx(), actor: 'user:Ada' }, { name, grants: [{ role, clientIds }] })
}

const idsIn = (text: string) => [...text.matchAll(/<tr id="row-([0-9a-f-]{36})"/g)].map(([, id = '']) => id)

test('a person with a grant for one client sees and revokes the tokens of that client alone', async () => {
  const iso = await signedIn(api, 'Iso')
  const [foreign = ''] = idsIn((await ida.get(`/console/tokens?client=${theirs.clientIdentifier}`)).text)
  const own = idsIn((await iso.get('/console/tokens')).text)
  assert.equal(own.length, 1)
  assert.ok(!own.includes(foreign))
  assert.equal((await iso.post(`/console/token/${foreign}/revoke`, {})).status, 404)
})

test('a token is revoked after its effect was shown, and leaves the tokens that work', async () => {
  const aud = await signedIn(api, 'Aud')
  assert.match((await aud.get('/console/tokens')).text, /disabled[^>]*>Revoke/)
  const before = idsIn((await ida.get('/console/tokens')).text)
  const [id = ''] = idsIn((await ida.get(`/console/tokens?client=${theirs.clientIdentifier}`)).text)
  assert.equal((await aud.post(`/console/token/${id}/revoke`, {})).status, 403)
  const asked = await ida.post(`/console/token/${id}/revoke`, {})
  assert.match(asked.text, /Whoever uses it is refused within 5 seconds/)
  const seen = /name="seen" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  const { location } = await ida.post(`/console/token/${id}/revoke`, { seen })
  assert.equal(location, '/console/tokens?did=revoked')
  assert.deepEqual(
    idsIn((await ida.get('/console/tokens')).text),
    before.filter((one) => one !== id),
  )
  assert.ok(idsIn((await ida.get('/console/tokens?show=all')).text).includes(id))
})
