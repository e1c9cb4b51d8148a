/** Four eyes: what is gated waits for a second person, by every path, and the act is done with the approval or not at all. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addAccount } from '../src/agency/add-account.ts'
import { confirmLaw } from '../src/agency/confirm-law.ts'
import { makeDefault } from '../src/agency/make-default.ts'
import { activeAccounts } from '../src/agency/active-accounts.ts'
import { gated } from '../src/approvals/demand.ts'
import { setFourEyes } from '../src/approvals/setting.ts'
import { endAgencyAccount } from '../src/case-api/contracts/end-agency-account.ts'
import { putContract } from '../src/case-api/contracts/put-contract.ts'
import { checkFourEyes } from '../src/doctor/check-four-eyes.ts'
import { putPolicy } from '../src/dunning/policies/put-policy.ts'
import { READY_MADE } from '../src/dunning/policies/ready-made.ts'
import { approve, refuse } from '../src/four-eyes/decide.ts'
import { showApproval } from '../src/four-eyes/show.ts'
import { demandReturn } from '../src/payments/demand-return.ts'
import type { Ctx } from '../src/platform/context.ts'
import { withTransaction } from '../src/platform/database.ts'
import { AppError } from '../src/platform/errors.ts'
import { grantRole, inviteUser } from '../src/users/manage-users.ts'
import { runCli } from './support/cli/run.ts'
import { waits } from './support/second-person.ts'
import { type TestClient, type TestPartner, type TestService, testService } from './support/service.ts'

const BASE = '/api/v1/partner'
const WEEK_MS = 7 * 86_400_000
const [READY] = READY_MADE
const IBAN = 'FI4250001510000023'

let api: TestService
let partner: TestPartner
let client: TestClient

before(async () => {
  api = await testService({ role: 'api' })
  partner = await api.createPartner()
  client = await api.createClient(partner)
  await setFourEyes(as('Ann'), { isOn: true })
})
after(() => api.stop())

function as(name: string): Ctx {
  return { ...api.ctx(), actor: `user:${name}` }
}

const policyOf = (policyId: string, name: string) => {
  assert.ok(READY)
  const { version: _version, ...policy } = READY
  return { ...policy, policyId, name }
}

const stateOf = async (approvalId: string) => {
  const { decision, decidedBy, askedBy } = await showApproval(api.ctx(), approvalId)
  return { decision, decidedBy, askedBy }
}

/** The tasks of an approval. */
async function tasks(approvalId: string): Promise<{ closed: boolean }[]> {
  const { rows } = await api.pool.query<{ closed: boolean }>(
    `select closed_at is not null as closed from task where kind = 'SECOND_PERSON' and subject = $1`,
    [`approval:${approvalId}`],
  )
  return rows
}

test('an act waits, its asker cannot decide it, and a second person lets it happen once', async () => {
  const input = policyOf('FOUR_EYES_A', 'A')
  const approvalId = await waits(putPolicy(as('Ann'), input))
  assert.equal(await waits(putPolicy(as('Ann'), input)), approvalId, 'the same request waits once')
  assert.equal((await api.pool.query(`select from policy where policy_id = 'FOUR_EYES_A'`)).rowCount, 0)
  for (const name of ['Ann', 'ANN']) await assert.rejects(approve(as(name), { approvalId }), { code: 'FORBIDDEN' })
  await assert.rejects(
    api.pool.query(
      `update approval set decision = 'APPROVED', decided_by = asked_by, decided_at = now() where approval_id = $1`,
      [approvalId],
    ),
    /approval_check/,
  )
  assert.equal(await approve(as('Bob'), { approvalId }), 'APPROVED')
  assert.deepEqual(await stateOf(approvalId), { decision: 'APPROVED', decidedBy: 'user:Bob', askedBy: 'user:Ann' })
  assert.equal((await api.pool.query(`select from policy where policy_id = 'FOUR_EYES_A'`)).rowCount, 1)
  await assert.rejects(approve(as('Bob'), { approvalId }), { code: 'CONFLICT' })
  const { rows } = await api.pool.query<{ actor: string; action: string }>(
    `select actor, action from audit_entry where subject in ($1, 'policy:FOUR_EYES_A') order by audit_id`,
    [`approval:${approvalId}`],
  )
  assert.deepEqual(
    rows.map(({ actor, action }) => `${actor} ${action}`),
    ['user:Ann approval.asked', 'user:Bob approval.approved', 'user:Ann policy.saved'],
  )
})

test('two people who approve at once do it once', async () => {
  const approvalId = await waits(putPolicy(as('Ann'), policyOf('FOUR_EYES_B', 'B')))
  const results = await Promise.allSettled([approve(as('Bob'), { approvalId }), approve(as('Cid'), { approvalId })])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await api.pool.query(`select from policy where policy_id = 'FOUR_EYES_B'`)).rowCount, 1)
})

test('where the effect has changed nothing is done, and it is asked for again', async () => {
  const approvalId = await waits(putPolicy(as('Ann'), policyOf('FOUR_EYES_A', 'A2')))
  const between = await waits(putPolicy(as('Ann'), policyOf('FOUR_EYES_A', 'A3')))
  await approve(as('Bob'), { approvalId: between })
  const error = await approve(as('Bob'), { approvalId }).catch((error: unknown) => error)
  assert.ok(error instanceof AppError && error.code === 'CONFLICT', String(error))
  assert.equal((await stateOf(approvalId)).decision, 'OUTDATED')
  const again = String(error.extra['approvalId'])
  assert.deepEqual(await stateOf(again), { decision: null, decidedBy: null, askedBy: 'user:Ann' })
  assert.equal(await approve(as('Bob'), { approvalId: again }), 'APPROVED')
})

test('a request is refused with a reason, and expires', async () => {
  const refused = await waits(putPolicy(as('Ann'), policyOf('FOUR_EYES_C', 'C')))
  assert.deepEqual(await tasks(refused), [{ closed: false }], 'it is a task of the agency')
  await refuse(as('Bob'), { approvalId: refused, reason: 'not this one' })
  assert.equal((await showApproval(api.ctx(), refused)).reason, 'not this one')
  assert.deepEqual(await tasks(refused), [{ closed: true }])
  await assert.rejects(approve(as('Bob'), { approvalId: refused }), { code: 'CONFLICT' })
  const expired = await waits(putPolicy(as('Ann'), policyOf('FOUR_EYES_C', 'D')))
  api.shiftClock(WEEK_MS + 60_000)
  try {
    await assert.rejects(approve(as('Bob'), { approvalId: expired }), /EXPIRED/)
    await refuse(as('Bob'), { approvalId: expired, reason: 'nobody wants it any more' })
    assert.deepEqual(await tasks(expired), [{ closed: true }])
  } finally {
    api.shiftClock(0)
  }
})

test('each gated verb waits, does nothing, and is done by its approval', async () => {
  const count = async (sql: string) =>
    Number((await api.pool.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n)
  const contract = { settlement: { schedule: 'DAILY' } }
  const verbs: [title: string, run: () => Promise<unknown>, sql: string][] = [
    [
      'contract',
      () => putContract(as('Ann'), client.clientIdentifier, contract),
      `audit_entry where action = 'contract.saved'`,
    ],
    [
      'law',
      () =>
        confirmLaw(as('Ann'), {
          rules: [{ ruleId: 'FI.CONSUMER.REMINDER_FEE', status: 'verified', source: 'read' }],
          person: 'Ann',
          sourcesRead: 'the act',
        }),
      `audit_entry where action = 'law.confirmed'`,
    ],
    [
      'account',
      () => addAccount(as('Ann'), { iban: IBAN, bic: 'OKOYFIHH', currency: 'EUR' }),
      `agency_account where iban = '${IBAN}'`,
    ],
    ['default', () => makeDefault(as('Ann'), IBAN, 'EUR'), `audit_entry where action = 'agency.account.default'`],
  ]
  for (const [title, run, sql] of verbs) {
    const before = await count(sql)
    const approvalId = await waits(run())
    assert.equal(await count(sql), before, `${title}: nothing is done`)
    assert.equal(await approve(as('Bob'), { approvalId }), 'APPROVED', title)
    assert.equal(await count(sql), before + 1, `${title}: it is done`)
  }
  const other = (await activeAccounts(api.service.platform.pool)).find(
    ({ iban, currency }) => iban !== IBAN && currency === 'EUR',
  )
  assert.ok(other)
  const approvalId = await waits(endAgencyAccount(as('Ann'), { iban: IBAN, currency: 'EUR', newDefault: other.iban }))
  assert.equal(await approve(as('Bob'), { approvalId }), 'APPROVED')
  assert.equal(await count(`agency_account where iban = '${IBAN}' and ended_at is not null`), 1)
})

test('a client’s accounts wait when its partner or its own token changes them: 202, and nobody else sees it', async () => {
  const path = `${BASE}/clients/${client.clientIdentifier}`
  const { provisioningToken } = partner
  const named = await api.call('PATCH', path, { token: provisioningToken, body: { client: { name: 'Other Oy' } } })
  assert.equal(named.status, 200, named.text)
  const ways = [
    () =>
      api.call<Record<string, string>>('PATCH', path, {
        token: provisioningToken,
        body: { client: { ibanAccount: IBAN } },
      }),
    () =>
      api.call<Record<string, string>>('PUT', `${BASE}/client/settings`, {
        token: client.token,
        body: { bankAccounts: [{ iban: IBAN }], language: 'en' },
      }),
  ]
  for (const way of ways) {
    const reply = await way()
    assert.equal(reply.status, 202, reply.text)
    const approvalId = reply.body['approvalId'] ?? ''
    assert.equal(reply.body['state'], 'WAITING')
    const shown = `${BASE}/approvals/${approvalId}`
    for (const token of [provisioningToken, client.token]) {
      const { status, body } = await api.call<Record<string, unknown>>('GET', shown, { token })
      assert.deepEqual([status, body['state'], body['action']], [200, 'WAITING', 'client.accounts'])
    }
    for (const token of [(await api.createClient()).token, (await api.createPartner()).provisioningToken])
      assert.equal((await api.call('GET', shown, { token })).status, 404)
    assert.equal(await approve(as('Bob'), { approvalId }), 'APPROVED')
    assert.equal((await api.call<{ state: string }>('GET', shown, { token: client.token })).body.state, 'APPROVED')
  }
  const { body } = await api.call<{ bankAccounts: { iban: string }[]; language: string }>(
    'GET',
    `${BASE}/client/settings`,
    {
      token: client.token,
    },
  )
  assert.deepEqual([body.bankAccounts[0]?.iban, body.language], [IBAN, 'en'])
})

test('a return above the limit waits, one below does not', async () => {
  const demand = (amount: bigint) =>
    gated(as('Ann'), () =>
      withTransaction(api.service.platform.pool, (tx) =>
        demandReturn(
          as('Ann'),
          tx,
          { id: 'x', reason: 'twice' },
          { subject: 'payment:x', amount, currency: 'EUR', isRecorded: true },
        ),
      ),
    )
  await demand(100_000n)
  await waits(demand(100_001n))
  await setFourEyes(as('Ann'), { limitMinor: 0 })
  await waits(demand(1n))
})

test('roles wait once somebody else could decide', async () => {
  await inviteUser(as('Ann'), { name: 'Ann', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(as('Ann'), { name: 'Bob', grants: [{ role: 'APPROVER', clientIds: [] }] })
  const invited = await waits(inviteUser(as('Ann'), { name: 'Cid', grants: [{ role: 'CASHIER', clientIds: [] }] }))
  await assert.rejects(approve(as('Cid'), { approvalId: invited }), { code: 'FORBIDDEN' })
  assert.equal(await approve(as('Bob'), { approvalId: invited }), 'APPROVED')
  const granted = await waits(grantRole(as('Ann'), { name: 'Ann', role: 'PAYOUTS', clientIds: [] }))
  await assert.rejects(approve(as('Cid'), { approvalId: granted }), /Cid lacks the permission approval\.decide/)
  assert.equal(await approve(as('Bob'), { approvalId: granted }), 'APPROVED')
})

test('commands ask, list, approve and refuse; turned off, each gated command and the doctor say so', async () => {
  const env = { DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir }
  const put = (as: string) =>
    runCli(['policy', 'put', '--file', '-', '--as', as], env, JSON.stringify(policyOf('FOUR_EYES_A', `of ${as}`)))
  await grantRole({ ...as('Ann') }, { name: 'Ann', role: 'POLICY', clientIds: [] }).catch(() => undefined)
  const { rows } = await api.pool.query<{ id: string }>(
    `select approval_id as id from approval where decision is null and action = 'user.role'`,
  )
  for (const { id } of rows) await approve(as('Bob'), { approvalId: id })
  const asked = await put('Ann')
  assert.equal(asked.code, 0, asked.stderr)
  const approvalId = /approval ([0-9a-f-]{36})/.exec(asked.stdout)?.[1] ?? ''
  assert.match((await runCli(['approval', 'list'], env)).stdout, new RegExp(approvalId))
  const own = await runCli(['approval', 'approve', approvalId, '--as', 'Ann'], env)
  assert.equal(own.code, 1, own.stdout)
  const second = await runCli(['approval', 'approve', approvalId, '--as', 'Bob'], env)
  assert.match(second.stdout, /it is done/, second.stderr)
  const off = await runCli(['approval', 'settings', '--off', '--as', 'Ann'], env)
  assert.match(off.stdout, /off/, off.stderr)
  const { says, state } = await checkFourEyes(api.service.platform)
  assert.deepEqual([state, /user:Ann turned the second person off/.test(says)], ['WARN', true])
  await api.pool.query(`delete from policy where policy_id = 'FOUR_EYES_A'`)
  const alone = await put('Ann')
  assert.match(alone.stderr, /Four eyes is off \(user:Ann turned it off\)/)
  assert.match(alone.stdout, /FOUR_EYES_A/)
})
