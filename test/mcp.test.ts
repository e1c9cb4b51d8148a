/** Programs that act for a person, as the official client of the protocol sees them. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { TOOLS } from '../src/mcp/tools.ts'
import { newId } from '../src/platform/new-id.ts'
import { issueAgentToken } from '../src/users/agent-tokens/issue-agent-token.ts'
import { listAgentTokens } from '../src/users/agent-tokens/list-agent-tokens.ts'
import { revokeAgentToken } from '../src/users/agent-tokens/revoke-agent-token.ts'
import { disableUser, inviteUser } from '../src/users/manage-users.ts'
import { caseClient, someCase, somePolicies } from './support/cases/cases.ts'
import type { InvoiceClient } from './support/invoices.ts'
import { type TestService, testService } from './support/service.ts'
import { until } from './support/until.ts'

const DEBTOR = 'Matti Meikäläinen'
const DAY_MS = 86_400_000

let api: TestService
let client: InvoiceClient
let foreign: InvoiceClient
let caseId = 0
let foreignCase = 0
const tokens = new Map<string, string>()

before(async () => {
  api = await testService({ mcp: true })
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
  foreign = await caseClient(api, 'QUIET')
  caseId = (await someCase(api, client)).caseId
  foreignCase = (await someCase(api, foreign)).caseId
  const admin = { ...api.ctx(), actor: 'user:Ada' } as const
  await inviteUser(admin, { name: 'Ada', grants: [{ role: 'ADMIN', clientIds: [] }] })
  await inviteUser(admin, { name: 'Casey', grants: [{ role: 'CASEWORKER', clientIds: [] }] })
  await inviteUser(admin, { name: 'Cleo', grants: [{ role: 'CREDITOR_WORKER', clientIds: [client.clientIdentifier] }] })
  await inviteUser(admin, { name: 'Vic', grants: [{ role: 'CREDITOR_VIEWER', clientIds: [client.clientIdentifier] }] })
  for (const name of ['Casey', 'Cleo', 'Vic'])
    tokens.set(name, (await issueAgentToken(admin, { name, days: 7, showsNames: false })).token)
  tokens.set('names', (await issueAgentToken(admin, { name: 'Casey', days: 1, showsNames: true })).token)
})
after(() => api.stop())

type Mode = 'legacy' | { pin: string }

async function connect(token: string | undefined, mode: Mode = { pin: '2026-07-28' }): Promise<Client> {
  const program = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  await program.connect(new StreamableHTTPClientTransport(new URL(`${api.origin}/mcp`), { requestInit: { headers } }))
  return program
}

interface Answer {
  isError: boolean
  body: Body
}

/** The fields of answers that these tests look at: each answer has some of them. */
interface Body {
  code: string
  message: string
  faults: { pointer: string }[]
  summary: { caseId: number }
  balance: { capitalAmount: number }
  debtor: { name: string }
  hits: { kind: string; person: string; clientIdentifier: number }[]
  tried: { outcome: string }[]
  jobId: string
  hash: string
  state: string
  healthy: number
  failing: { url: string }[]
  sections: { address: string }[]
}

async function call(name: string, tool: string, input: object, mode?: Mode): Promise<Answer> {
  const program = await connect(tokens.get(name), mode)
  const { content, isError = false } = await program.callTool({ name: tool, arguments: { ...input } })
  await program.close()
  const [first] = content as { text: string }[]
  return { isError, body: JSON.parse(first?.text ?? 'null') as Body }
}

for (const mode of ['legacy', { pin: '2026-07-28' }] as const)
  test(`a client of the revision ${mode === 'legacy' ? '2025-11-25' : mode.pin} lists twelve tools and calls one`, async () => {
    const program = await connect(tokens.get('Casey'), mode)
    const { tools } = await program.listTools()
    assert.deepEqual(
      tools.map(({ name }) => name),
      TOOLS.map(({ name }) => name),
    )
    assert.equal(tools.length, 12)
    await program.close()
    const { isError, body } = await call(
      'Casey',
      'get_case',
      { clientIdentifier: client.clientIdentifier, caseId },
      mode,
    )
    assert.equal(isError, false, JSON.stringify(body))
    assert.equal(body.summary.caseId, caseId)
    assert.equal(body.balance.capitalAmount, 125.5)
  })

test('the guide lists each tool with its permission', async () => {
  const guide = await readFile('docs/guides/agents.md', 'utf8')
  const rows = [...guide.matchAll(/^\| `(\w+)` \| (\S+)/gm)].map(([, name]) => name)
  assert.deepEqual(
    rows,
    TOOLS.map(({ name }) => name),
  )
  for (const { name, permissionFor } of TOOLS) {
    const permission = permissionFor({ action: 'case.pause' })
    if (permission !== undefined && !name.endsWith('_action'))
      assert.match(guide, new RegExp(`${name}\` \\| \`${permission}\``))
  }
})

test('names are masked unless the token shows them', async () => {
  const which = { clientIdentifier: client.clientIdentifier, caseId }
  const masked = await call('Casey', 'get_case', which)
  assert.equal(masked.body.debtor.name, 'M… M…')
  assert.doesNotMatch(JSON.stringify(masked.body), /Meikäläinen/)
  assert.equal((await call('names', 'get_case', which)).body.debtor.name, DEBTOR)
  const found = await call('Casey', 'search', { text: String(caseId) })
  const hit = found.body.hits.find(({ kind }) => kind === 'case')
  assert.equal(hit?.person, 'M… M…')
  assert.doesNotMatch(JSON.stringify(found.body), /Meikäläinen/)
})

test('a creditor’s user reaches its client alone', async () => {
  const own = await call('Cleo', 'get_case', { clientIdentifier: client.clientIdentifier, caseId })
  assert.equal(own.isError, false, JSON.stringify(own.body))
  const other = await call('Cleo', 'get_case', { clientIdentifier: foreign.clientIdentifier, caseId: foreignCase })
  assert.deepEqual([other.isError, other.body.code], [true, 'NOT_FOUND'])
  const found = await call('Cleo', 'search', { text: String(foreignCase) })
  assert.deepEqual(
    found.body.hits.filter(({ clientIdentifier }) => clientIdentifier !== client.clientIdentifier),
    [],
  )
  const row = `${foreign.clientIdentifier}.${foreignCase}`
  const preview = await call('Cleo', 'preview_action', { action: 'case.pause', rows: [row] })
  assert.deepEqual([preview.isError, preview.body.code], [true, 'FORBIDDEN'])
  assert.equal((await call('Cleo', 'list_work', {})).body.code, 'FORBIDDEN')
})

test('a change needs the hash of its preview, and the hash holds for that effect and that token alone', async () => {
  const change = { action: 'case.pause', rows: [`${client.clientIdentifier}.${caseId}`] }
  const preview = await call('Casey', 'preview_action', change)
  assert.equal(preview.isError, false, JSON.stringify(preview.body))
  assert.deepEqual(
    preview.body.tried.map(({ outcome }) => outcome),
    ['DONE'],
  )
  const { hash, jobId } = preview.body
  const shown = { ...change, jobId, hash }
  const made = Buffer.alloc(32, 7).toString('base64url')
  for (const [who, input] of [
    ['Casey', { ...shown, hash: made }],
    ['Casey', { ...shown, action: 'case.withdraw' }],
    ['Casey', { ...shown, jobId: newId() }],
    ['Cleo', shown],
  ] as const)
    assert.equal((await call(who, 'perform_action', input)).body.code, 'CONFLICT', JSON.stringify(input))
  assert.equal((await call('Vic', 'perform_action', shown)).body.code, 'FORBIDDEN')
  assert.equal(await statusOf(), 'OPEN')

  const done = await call('Casey', 'perform_action', shown)
  assert.equal(done.body.state, 'RUNNING', JSON.stringify(done.body))
  await api.service.idle()
  assert.equal(await statusOf(), 'PAUSED')
  assert.equal((await call('Casey', 'perform_action', shown)).body.code, 'CONFLICT', 'it was done already')
})

async function statusOf(): Promise<string | undefined> {
  const { rows } = await api.pool.query<{ status: string }>(
    'select status from collection_case where client_id = $1 and case_id = $2',
    [client.clientIdentifier, caseId],
  )
  return rows[0]?.status
}

test('a failure is answered without its cause, which stands in the log alone', async () => {
  await api.pool.query('alter table webhook_endpoint rename to away')
  try {
    const failed = await call('Casey', 'list_webhook_failures', { clientIdentifier: client.clientIdentifier })
    assert.deepEqual([failed.isError, failed.body.code], [true, 'INTERNAL'])
    assert.doesNotMatch(JSON.stringify(failed.body), /webhook_endpoint|relation/)
  } finally {
    await api.pool.query('alter table away rename to webhook_endpoint')
  }
})

test('an input with a fault is answered with its place, and an unknown tool with those that there are', async () => {
  const wrong = await call('Casey', 'get_case', { clientIdentifier: 'x' })
  assert.equal(wrong.body.code, 'INVALID')
  assert.equal(wrong.body.faults[0]?.pointer, '/clientIdentifier')
  assert.match((await call('Casey', 'delete_everything', {})).body.message, /search, get_case/)
})

test('a webhook endpoint that nobody listens at is listed as failing', async () => {
  const { token } = client
  const first = await api.call('GET', '/api/v1/partner/events?limit=1', { token })
  const [, cursor = ''] = /cursor=([^&>]+)/.exec(first.headers.get('link') ?? '') ?? []
  const body = { url: 'http://127.0.0.1:9/hook', cursor: decodeURIComponent(cursor) }
  const made = await api.call('POST', '/api/v1/partner/webhooks', { token, body })
  assert.equal(made.status, 200, made.text)
  const listed = () => call('Casey', 'list_webhook_failures', { clientIdentifier: client.clientIdentifier })
  const { body: answer } = await until('the endpoint fails', listed, ({ body: { failing } }) => failing.length === 1)
  assert.equal(answer.healthy, 0)
  assert.equal(answer.failing[0]?.url, body.url)
})

test('the guides are searched', async () => {
  const { body } = await call('Vic', 'search_docs', { query: 'payment references' })
  assert.ok(body.sections.length > 0)
  assert.match(body.sections[0]?.address ?? '', /^\/docs\//)
})

test('each call is in the audit with user, token and tool, and without its input', async () => {
  await call('Vic', 'search', { text: DEBTOR })
  const { rows } = await api.pool.query<{ actor: string; token: string; details: Record<string, unknown> }>(
    `select actor, token, details from audit_entry where action = 'agent.called' order by at desc, audit_id desc limit 1`,
  )
  assert.equal(rows[0]?.actor, 'user:Vic')
  assert.match(rows[0]?.token ?? '', /^agent:[0-9a-f-]{36}$/)
  assert.deepEqual(rows[0]?.details, { tool: 'search', clientId: null, refusal: null })
})

test('a token ends when it is revoked, when it expires and when its user is disabled', async () => {
  const admin = { ...api.ctx(), actor: 'user:Ada' } as const
  const { status, headers } = await post(undefined)
  assert.equal(status, 401)
  assert.match(headers.get('content-type') ?? '', /problem\+json/)
  assert.equal((await post('saatava-agent-unknown')).status, 401)
  assert.equal((await post(client.token)).status, 401, 'a token of the API is no agent token')
  assert.equal((await post(tokens.get('Vic'), { origin: 'https://elsewhere.example' })).status, 403)
  assert.equal((await post(tokens.get('Vic'))).status, 200)
  await disableUser(admin, { name: 'Vic' })
  assert.equal((await post(tokens.get('Vic'))).status, 401)

  const shortLived = await issueAgentToken(admin, { name: 'Cleo', days: 1, showsNames: false })
  api.shiftClock(2 * DAY_MS)
  assert.equal((await post(shortLived.token)).status, 401)
  api.shiftClock(0)
  assert.equal((await post(shortLived.token)).status, 200)
  await revokeAgentToken(admin, { tokenId: shortLived.tokenId })
  assert.equal((await post(shortLived.token)).status, 401)
  const [latest] = await listAgentTokens(api.ctx())
  assert.deepEqual([latest?.tokenId, latest?.state], [shortLived.tokenId, 'revoked'])
  const metrics = await (await fetch(`${api.origin}/metrics`)).text()
  assert.match(metrics, /saatava_wrong_tokens_total\{reason="revoked"\} 1/)
})

test('a token is issued for seven days at most, and by somebody else than its user only by an administrator', async () => {
  const admin = { ...api.ctx(), actor: 'user:Ada' } as const
  await assert.rejects(issueAgentToken(admin, { name: 'Cleo', days: 8, showsNames: false }), { code: 'INVALID' })
  const casey = { ...api.ctx(), actor: 'user:Casey' } as const
  await assert.rejects(issueAgentToken(casey, { name: 'Cleo', days: 1, showsNames: false }), { code: 'FORBIDDEN' })
  assert.match((await issueAgentToken(casey, { name: 'Casey', days: 1, showsNames: false })).token, /^saatava-agent-/)
})

function post(token: string | undefined, more: Record<string, string> = {}): Promise<Response> {
  return fetch(`${api.origin}/mcp`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...more },
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
  })
}
