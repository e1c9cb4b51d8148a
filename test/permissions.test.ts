/**
 * Permissions. Each route, each role and each command is walked: with the permission it is let in, without it it is
 * not, and a grant or a token for one client reaches nothing of another. The test counts its checks.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { COMMAND_PERMISSIONS } from '../src/cli/permissions.ts'
import { createProgram } from '../src/cli/program.ts'
import { guideText } from '../src/docs/guides.ts'
import { issueToken } from '../src/onboarding/issue-token.ts'
import { PERMISSIONS, PERMISSION_NAMES, type Permission, reachOf } from '../src/permissions/permissions.ts'
import { ROLES, ROLE_NAMES, type RoleName, holds, isCreditorRole } from '../src/permissions/roles.ts'
import { withTransaction } from '../src/platform/database.ts'
import { AppError } from '../src/platform/errors.ts'
import { type AnyRouteSpec, isOfPartner } from '../src/platform/http/route.ts'
import { disableUser, grantRole, inviteUser, revokeRole } from '../src/users/manage-users.ts'
import { requirePermission } from '../src/users/require-permission.ts'
import { type TestClient, type TestPartner, type TestService, testService } from './support/service.ts'

const OPERATOR_TOKEN = 'an-operator-token-of-tests'
let api: TestService
let partner: TestPartner
let mine: TestClient
let theirs: TestClient

before(async () => {
  api = await testService({ role: 'api', operatorToken: OPERATOR_TOKEN, tokenCacheSeconds: 0 })
  partner = await api.createPartner()
  mine = await api.createClient(partner)
  theirs = await api.createClient()
})
after(() => api.stop())

const ctxOf = (name: string) => ({ ...api.ctx(), actor: `user:${name}` as const })

/** A token with the permissions of a role as its scopes, or a provisioning token. */
async function tokenOf(role: RoleName, kind: 'CLIENT' | 'PROVISIONING'): Promise<string> {
  const token = await withTransaction(api.service.platform.pool, (tx) =>
    issueToken(api.ctx(), tx, {
      ...{ kind, partnerId: partner.partnerId, clientId: kind === 'CLIENT' ? mine.clientIdentifier : null },
      scopes: ROLES[role].holds,
    }),
  )
  return token.text
}

function urlOf(spec: AnyRouteSpec, clientId: number): string {
  return spec.path
    .replace(':clientIdentifier', String(clientId))
    .replace(':number', '1')
    .replaceAll(/:\w+/g, '019a4c3e-0000-7000-8000-000000000001')
}

test('every route × role: a token with the scopes of the role is let in where the role has the permission', async (t) => {
  let checks = 0
  for (const role of ROLE_NAMES) {
    const [client, provisioning] = [await tokenOf(role, 'CLIENT'), await tokenOf(role, 'PROVISIONING')]
    for (const spec of api.service.app.routeSpecs) {
      if (spec.permission === 'token.renew') continue
      const token = isOfPartner(spec) ? provisioning : client
      const isIn = holds(role, spec.permission) || 'everyToken' in PERMISSIONS[spec.permission]
      const body = spec.body === undefined ? {} : { body: {} }
      const reply = await api.call(spec.method, urlOf(spec, mine.clientIdentifier), { token, ...body })
      const name = `${role}: ${spec.method} ${spec.path} (${spec.permission}) answered ${reply.status}`
      if (isIn) assert.ok(![401, 403].includes(reply.status), name)
      else assert.equal(reply.status, 403, name)
      checks++
      const other = await api.call(spec.method, urlOf(spec, mine.clientIdentifier), {
        ...{ token: isOfPartner(spec) ? client : provisioning },
        ...body,
      })
      // Some routes serve both kinds of tokens; the other kind never fits elsewhere, and a client of another partner is not
      // there.
      const fits = reachOf(spec.permission) === 'either' && isIn
      if (fits) assert.ok(![401, 403].includes(other.status), name)
      else assert.equal(other.status, 403, name)
      checks++
      if (!spec.path.includes(':clientIdentifier')) continue
      const foreign = await api.call(spec.method, urlOf(spec, theirs.clientIdentifier), {
        token,
        ...(spec.body === undefined ? {} : { body: spec.method === 'PATCH' ? {} : { name: 'x' } }),
      })
      assert.equal(foreign.status, isIn ? 404 : 403, `${name}, of another partner ${foreign.status} ${foreign.text}`)
      checks++
    }
  }
  t.diagnostic(`${checks} checks of routes`)
  assert.ok(checks >= 2 * ROLE_NAMES.length * (api.service.app.routeSpecs.length - 3), `${checks} checks`)
})

test('every command names its permission, and the list names no command that is not there', () => {
  const named: string[] = []
  const walk = (command: ReturnType<typeof createProgram>, path: string): void => {
    const name = path === '' ? command.name() : `${path} ${command.name()}`
    const isLeaf = command.commands.length === 0 || name === 'audit'
    if (isLeaf) named.push(name)
    for (const child of command.commands) walk(child, name)
  }
  for (const command of createProgram().commands) walk(command, '')
  assert.deepEqual(named.sort(), Object.keys(COMMAND_PERMISSIONS).sort())
})

test('before there are users anybody may, under the name that is given; the first user is an ADMIN', async () => {
  for (const permission of PERMISSION_NAMES) await requirePermission(ctxOf('Anybody'), permission)
  const first = { name: 'Ada Admin', grants: [{ role: 'VIEWER', clientIds: [] }] } as const
  await assert.rejects(inviteUser(api.ctx(), first), { code: 'RULE' })
  await inviteUser(api.ctx(), { ...first, grants: [{ role: 'ADMIN', clientIds: [] }] })
  await assert.rejects(requirePermission(ctxOf('Anybody'), 'case.read'), { code: 'FORBIDDEN' })
})

/** Whether the person may, by asking the verb's own question. */
async function isAllowed(name: string, permission: Permission, clientId: number): Promise<boolean> {
  try {
    await requirePermission(ctxOf(name), permission, clientId)
    return true
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === 'FORBIDDEN', String(error))
    return false
  }
}

test('every role × permission × agency, own and foreign client: a grant reaches what it says', async (t) => {
  const places = [0, mine.clientIdentifier, theirs.clientIdentifier]
  let checks = 0
  for (const role of ROLE_NAMES) {
    const [wide, narrow] = [`Wide ${role}`, `Narrow ${role}`]
    if (isCreditorRole(role))
      await assert.rejects(inviteUser(ctxOf('Ada Admin'), { name: wide, grants: [{ role, clientIds: [] }] }), {
        code: 'RULE',
      })
    else await inviteUser(ctxOf('Ada Admin'), { name: wide, grants: [{ role, clientIds: [] }] })
    await inviteUser(ctxOf('Ada Admin'), { name: narrow, grants: [{ role, clientIds: [mine.clientIdentifier] }] })
    for (const permission of PERMISSION_NAMES)
      for (const clientId of places) {
        const has = holds(role, permission)
        if (!isCreditorRole(role)) {
          assert.equal(await isAllowed(wide, permission, clientId), has, `${wide} ${permission} ${clientId}`)
          checks++
        }
        const isOwn = clientId === mine.clientIdentifier && reachOf(permission) !== 'agency'
        assert.equal(await isAllowed(narrow, permission, clientId), has && isOwn, `${narrow} ${permission} ${clientId}`)
        checks++
      }
  }
  t.diagnostic(`${checks} checks of grants`)
  assert.ok(checks > 1_000, `${checks} checks`)
})

test('ADMIN and AUDITOR move no money, AUDITOR writes nothing, and creditors reach nothing of the agency', () => {
  const money = PERMISSION_NAMES.filter((name) => 'money' in PERMISSIONS[name])
  assert.ok(money.length >= 6)
  for (const role of ['ADMIN', 'AUDITOR', 'VIEWER', 'POLICY', 'INTEGRATION', 'CASEWORKER'] as const)
    for (const permission of money) assert.ok(!holds(role, permission), `${role} ${permission}`)
  for (const permission of PERMISSION_NAMES.filter((name) => holds('AUDITOR', name)))
    assert.match(permission, /\.read$/)
  for (const role of ROLE_NAMES.filter(isCreditorRole))
    for (const permission of ROLES[role].holds) assert.notEqual(reachOf(permission), 'agency', `${role} ${permission}`)
})

test('roles are granted and revoked, a disabled user may nothing, and somebody who grants stays', async () => {
  const ada = ctxOf('Ada Admin')
  await assert.rejects(inviteUser(ctxOf('Wide VIEWER'), { name: 'X', grants: [] }), { code: 'FORBIDDEN' })
  await assert.rejects(inviteUser(ada, { name: 'wide viewer', grants: [] }), { code: 'CONFLICT' })
  await grantRole(ada, { name: 'Wide VIEWER', role: 'CASHIER', clientIds: [] })
  assert.ok(await isAllowed('wide viewer', 'payment.match', 0), 'letter case does not matter')
  await revokeRole(ada, { name: 'Wide VIEWER', role: 'CASHIER', clientIds: [] })
  assert.ok(!(await isAllowed('Wide VIEWER', 'payment.match', 0)))
  await disableUser(ada, { name: 'Wide VIEWER' })
  assert.ok(!(await isAllowed('Wide VIEWER', 'case.read', 0)))
  await disableUser(ada, { name: 'Wide VIEWER', enable: true })
  assert.ok(await isAllowed('Wide VIEWER', 'case.read', 0))
  await disableUser(ada, { name: 'Wide ADMIN' })
  await assert.rejects(disableUser(ada, { name: 'Ada Admin' }), { code: 'RULE' })
  await assert.rejects(revokeRole(ada, { name: 'Ada Admin', role: 'ADMIN', clientIds: [] }), { code: 'RULE' })
  const { rows } = await api.pool.query<{ action: string; actor: string }>(
    `select action, actor from audit_entry where action like 'user.%' and actor = 'user:Ada Admin' order by audit_id desc limit 5`,
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['user.disabled', 'user.enabled', 'user.disabled', 'user.revoked', 'user.granted'],
  )
})

test('an operator who sends a bank file is a user with the permission', async () => {
  const send = (as: string | undefined) =>
    fetch(`${api.origin}/api/v1/operator/bank-files`, {
      method: 'POST',
      body: '<Document/>',
      headers: { 'x-operator-token': OPERATOR_TOKEN, ...(as === undefined ? {} : { 'x-operator-as': as }) },
    })
  for (const as of [undefined, 'Nobody', 'Wide VIEWER']) assert.equal((await send(as)).status, 403, as)
  assert.notEqual((await send('Wide CASHIER')).status, 403)
})

test('the guide prints the matrix from the code', () => {
  const text = guideText('authentication', api.service.platform)
  for (const name of PERMISSION_NAMES) {
    const roles = ROLE_NAMES.filter((role) => holds(role, name))
    const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` |`))
    assert.ok(row?.endsWith(`| ${roles.join(', ') || '–'} |`), `${name}: ${row}`)
  }
  for (const role of ROLE_NAMES) assert.match(text, new RegExp(`\\| \`${role}\` \\|`))
})
