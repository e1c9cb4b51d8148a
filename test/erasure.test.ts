/** A debtor is erased: nothing of it is left in the database, and the books, the feeds and the audit go on. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eraseDebtor, previewErasure } from '../src/erasure/erase-debtor.ts'
import { audit } from '../src/audit-entries/audit.ts'
import { words } from '../src/audit-entries/words.ts'
import { AppError } from '../src/platform/errors.ts'
import { withTransaction } from '../src/platform/database.ts'
import { act, atNoon, caseClient, caseOf, someCase, somePolicies } from './support/cases/cases.ts'
import { type InvoiceClient, numberOf, invoiceOf } from './support/invoices.ts'
import { runCli } from './support/cli/run.ts'
import { type TestService, testService } from './support/service.ts'

const PDF = '/api/v1/partner/invoice'
const NAME = 'Zacharias Zebulonson'
const EMAIL = 'zacharias@zebulonson.example'
const STREET = 'Zanzibarinkuja 77'
const ID = '131052-308T'
const BUYER = {
  ...{ entityType: 'CONSUMER', name: NAME, businessId: undefined, personalIdentityNumber: ID },
  address: { street: STREET, postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' },
  contact: { email: EMAIL },
}
const TRACES = [NAME, EMAIL, STREET, ID, 'Zebulon', 'Zanzibar']

let api: TestService
let client: InvoiceClient

before(async () => {
  api = await testService()
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
  // The clock goes years ahead.
  await api.pool.query('update access_token set expires_at = null')
})
after(() => api.stop())

/** A debtor with a case that was paid in part and withdrawn, a second invoice, and words about it in the audit. */
async function closedDebtor(
  buyer: typeof BUYER,
): Promise<{ caseId: number; invoiceNumber: number; second: number; unsent: number }> {
  atNoon(api, '2026-01-20')
  const overrides = { buyer, distribution: { method: 'EMAIL' } }
  const { caseId, invoiceNumber } = await someCase(api, client, overrides)
  const paid = await api.call('POST', '/api/v1/partner/sandbox/payment', {
    ...{ token: client.token, body: { invoiceNumber, amount: 20 } },
  })
  assert.equal(paid.status, 200, paid.text)
  await act(api, client, caseId, { code: 'COMMENT', comment: `${buyer.name} called from ${EMAIL}` })
  await act(api, client, caseId, {
    code: 'ADDRESS',
    data: { address: { street: STREET, postalCode: '00100', postalDistrict: 'HELSINKI' } },
  })
  await act(api, client, caseId, { code: 'WITHDRAW' })
  await withTransaction(api.service.platform.pool, (tx) =>
    audit(api.ctx(), tx, client.clientIdentifier, 'case.legal.recorded', `case:${caseId}`, {
      ...{ stage: 'LEGAL', was: 'DEMAND', date: '2026-01-20', nextDate: null },
      ...{ reference: words(`Protocol of ${buyer.name}`), comment: null },
    }),
  )
  const body = invoiceOf(overrides)
  await client.send(body)
  await client.settled(numberOf(body))
  const pdf = await api.call('GET', `${PDF}/${invoiceNumber}/document?format=PDF`, { token: client.token })
  assert.equal(pdf.status, 200, pdf.text)
  // No document is made of this one.
  const unsent = invoiceOf({ buyer })
  await client.send(unsent)
  await client.settled(numberOf(unsent))
  return { caseId, invoiceNumber, second: numberOf(body), unsent: numberOf(unsent) }
}

/** Tables and columns of the whole database that hold one of these texts. */
async function places(traces: readonly string[]): Promise<string[]> {
  const { rows: columns } = await api.pool.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, data_type as type from information_schema.columns
     where table_schema = 'public' and (data_type in ('text', 'json', 'jsonb', 'bytea') or udt_name = '_text')`,
  )
  const looks = columns.map(({ table, column, type }) => {
    const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    return `select '${table}.${column}: ' || trace as found from unnest($1::text[]) trace
            where exists (select from "${table}" where position(lower(trace) in lower(${text})) > 0)`
  })
  const { rows } = await api.pool.query<{ found: string }>(looks.join(' union all '), [traces])
  return rows.map(({ found }) => found).sort()
}

const erasing = (debtor: { caseId: number } | { invoiceNumber: number }) => ({
  ...{ clientId: client.clientIdentifier, of: debtor, reason: 'request of 2036-03-02' },
})

test('an erased debtor is nowhere in the database, and another debtor is where it was', async () => {
  const { caseId, invoiceNumber, second, unsent } = await closedDebtor(BUYER)
  const other = await closedDebtor({ ...BUYER, name: 'Matti Muu', personalIdentityNumber: '131052-309U' })
  const before = await places(TRACES)
  for (const place of [
    'invoice.payload',
    'collection_case.debtor',
    'payment.payer_name',
    'bank_entry.payer_name',
    'audit_note.words',
  ])
    assert.ok(
      before.some((one) => one.startsWith(`${place}:`)),
      `${place} is not among ${before.join(', ')}`,
    )
  // The law on bookkeeping comes first.
  await assert.rejects(eraseDebtor(api.ctx(), erasing({ caseId })), {
    message: /may be erased from 2033-01-01 \(Kirjanpitolaki/,
  })
  atNoon(api, '2033-01-01')
  const preview = await previewErasure(api.ctx(), erasing({ invoiceNumber: second }))
  assert.deepEqual([preview.invoices, preview.cases], [[invoiceNumber, second, unsent], [caseId]])
  assert.ok(preview.documents >= 1)
  assert.deepEqual(await places(TRACES), before, 'a preview changes nothing')
  // The money of the closed cases is settled at the new day.
  await api.service.idle()
  const balance = await trialBalance()
  const done = await eraseDebtor(api.ctx(), erasing({ caseId }))
  // A worker may have written about the case meanwhile.
  assert.deepEqual({ ...done, rows: {} }, { ...preview, rows: {} })
  // The other debtor lives in the same street.
  assert.deepEqual(await places([NAME, ID]), [])
  await eraseDebtor(api.ctx(), erasing({ caseId: other.caseId }))
  assert.deepEqual(await places([...TRACES, 'Matti Muu']), [])
  assert.deepEqual(await trialBalance(), balance)
})

test('the command line refuses a debtor whose invoices the law has kept, and says from when it may be erased', async () => {
  atNoon(api, '2026-01-20')
  const { caseId } = await someCase(api, client, { buyer: { ...BUYER, personalIdentityNumber: '131052-312X' } })
  const env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox', DATA_DIR: api.config.dataDir }
  const args = ['personal-data', 'erase', '--client', String(client.clientIdentifier), '--reason', 'a request']
  const refused = await runCli([...args, '--case', String(caseId), '--json'], env)
  assert.equal(refused.code, 1, refused.stderr)
  assert.match(refused.stderr, /is OPEN\..*may be erased from 2033-01-01/)
  // The key of an invoice without a document has to be found first.
  await client.send(invoiceOf({ buyer: BUYER }))
  const elsewhere = await runCli([...args, '--case', String(caseId), '--json'], {
    ...env,
    DATA_DIR: join(api.config.dataDir, 'elsewhere'),
  })
  assert.match(elsewhere.stderr, /sealed with another master key/)
  const unnamed = await runCli(args, env)
  assert.equal(unnamed.code, 1)
  assert.match(unnamed.stderr, /--case or by --invoice/)
})

test('a debtor is erased with its identities, names, contact history and marks; its next invoice makes another', async () => {
  const buyer = { ...BUYER, name: 'Zoe Zebulonson', personalIdentityNumber: '131052-313Y' }
  const { caseId } = await closedDebtor(buyer)
  const { debtor } = await caseOf(api, client, { caseId })
  const debtorId = String(debtor['debtorId'])
  const path = `/api/v1/partner/debtors/${debtorId}`
  const marked = await api.call('PUT', `${path}/marks/GUARDIAN`, {
    ...{
      token: client.token,
      body: { fromDay: '2026-01-01', source: 'Zoe said so', guardian: { name: 'Zed Guardian' } },
    },
  })
  assert.equal(marked.status, 200, marked.text)
  const left = async () => {
    const { rows } = await api.pool.query<{ found: number }>({
      text: `select (select count(*) from debtor_identity where debtor_id = $1)::int + (select count(*) from debtor_name where debtor_id = $1)
               + (select count(*) from debtor_contact where debtor_id = $1) as found`,
      values: [debtorId],
    })
    return Number(rows[0]?.found)
  }
  assert.ok((await left()) >= 5)
  atNoon(api, '2033-01-01')
  await eraseDebtor(api.ctx(), erasing({ caseId }))
  assert.deepEqual([await left(), await places(['Zoe', 'Zed Guardian'])], [0, []])
  const shown = await api.call<{ name: string; nationalId: null; contactHistory: unknown[] }>('GET', path, {
    token: client.token,
  })
  assert.deepEqual([shown.body.name, shown.body.nationalId, shown.body.contactHistory], ['', null, []])
  const patched = await api.call('PATCH', path, { token: client.token, body: { phone: '+358401234567' } })
  assert.equal(patched.status, 410, patched.text)
  atNoon(api, '2026-01-20')
  const again = await someCase(api, client, { buyer })
  assert.notEqual((await caseOf(api, client, again)).debtor['debtorId'], debtorId)
})

test('documents of an erased debtor are answered with 410; its case and its invoice are shown without it', async () => {
  const { caseId, invoiceNumber } = await closedDebtor({ ...BUYER, personalIdentityNumber: '131052-310V' })
  atNoon(api, '2033-01-01')
  await eraseDebtor(api.ctx(), erasing({ caseId }))
  const pdf = await api.call<{ detail: string }>('GET', `${PDF}/${invoiceNumber}/document?format=PDF`, {
    token: client.token,
  })
  assert.equal(pdf.status, 410)
  assert.match(pdf.body.detail, /was erased on 2033-01-01/)
  const shown = await caseOf(api, client, { caseId })
  assert.doesNotMatch(JSON.stringify(shown), /Zeb|Zanz/)
  assert.equal((await client.get(invoiceNumber)).status, 200)
  await assert.rejects(
    eraseDebtor(api.ctx(), erasing({ caseId })),
    (error) => error instanceof AppError && error.code === 'GONE',
  )
  const { rows } = await api.pool.query<{ details: object }>(
    `select details from audit_entry where action = 'personal-data.erased' order by audit_id desc limit 1`,
  )
  assert.match(JSON.stringify(rows[0]?.details), /"invoices":3,"cases":1,"rows":\d+,"reason":"hmac:/)
})

test('the feed goes on after an erasure, and holds nothing of the debtor', async () => {
  const reply = await api.call<unknown>('GET', '/api/v1/partner/events?limit=1000', { token: client.token })
  assert.equal(reply.status, 200)
  assert.doesNotMatch(reply.text, /Zeb|Zanz|131052/)
})

test('a debtor with an open case stays, and so does one that another client knows', async () => {
  atNoon(api, '2026-01-20')
  const { caseId } = await someCase(api, client, { buyer: { ...BUYER, personalIdentityNumber: '131052-311W' } })
  await assert.rejects(eraseDebtor(api.ctx(), erasing({ caseId })), {
    message: new RegExp(`Case ${caseId} is OPEN\\.`),
  })
  const stranger = await caseClient(api, 'QUIET')
  await assert.rejects(
    eraseDebtor(api.ctx(), { ...erasing({ caseId }), clientId: stranger.clientIdentifier }),
    (error) => error instanceof AppError && error.code === 'NOT_FOUND',
  )
})

/** Sums of all postings by account: they are the same after an erasure, and add up to nothing. */
async function trialBalance(): Promise<unknown[]> {
  const { rows } = await api.pool.query<{ account: string; sum: string }>(
    'select account, currency, sum(amount_minor)::text as sum from journal_posting group by 1, 2 order by 1, 2',
  )
  assert.equal(
    rows.reduce((total, { sum }) => total + BigInt(sum), 0n),
    0n,
  )
  return rows
}
