/**
 * The tables of states against the SQL that writes states. Each statement that writes a status runs on a row of each
 * status; the transitions that the database makes must be those of the table, all of them and no others.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { v7 as uuid } from 'uuid'
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { markDropped, replaceDocument } from '../src/accounting/replace-queries.ts'
import { reviveDocument } from '../src/accounting/retry-queries.ts'
import { HELD, REQUESTED, STATUSES, type Status, TRANSITIONS as ACCOUNTING } from '../src/accounting/states.ts'
import type { Lease } from '../src/accounting/sync/leases.ts'
import { markLeftovers } from '../src/accounting/sync/queue-queries.ts'
import { type Change, LeaseLost, createRecorder } from '../src/accounting/sync/recorder.ts'
import { beginInvoiceAgain } from '../src/invoices/again-queries.ts'
import { writeDistributed } from '../src/invoices/distributed-queries.ts'
import { creditOriginal, writeVerdicts } from '../src/invoices/evaluate/queries.ts'
import { releaseCredits, replaceInvoices } from '../src/invoices/intake-queries.ts'
import type { NewInvoice } from '../src/invoices/new-invoice.ts'
import { failInvoices, returnCredit } from '../src/invoices/refresh-queries.ts'
import { INVOICE_STATUSES, type InvoiceStatus, TRANSITIONS as INVOICES } from '../src/invoices/states.ts'
import { type Tx, withTransaction } from '../src/platform/database.ts'
import { type TestService, testService } from './support/service.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const AT = new Date('2026-03-02T08:00:00Z')
const TOTAL = 1_000
const COMPANY = '1234567-8'
const OWNER = uuid()

let api: TestService
let clientId: ClientId

// Notes each statement that names the status, also where it writes the same one again.
const WATCH = `
  create table status_change (row_id text, was text, becomes text);
  create function watch_status() returns trigger language plpgsql security definer as $$
    begin
      insert into status_change values (to_json(new)->>tg_argv[0], old.status, new.status);
      return new;
    end $$;
  create trigger watch_status after update of status on invoice for each row execute function watch_status('invoice_id');
  create trigger watch_status after update of status on accounting_document for each row
    execute function watch_status('identifier');`

before(async () => {
  // The statements are called without the data that their events have.
  api = await testService({ role: 'api' }, { ownEvents: true })
  await api.pool.query(WATCH)
  clientId = (await api.createClient()).clientIdentifier
  await api.pool.query(
    `with c as (
       insert into accounting_connection (client_id, company_identifier, system, simulator, is_default, credentials,
         credentials_version, mappings, settings, created_at, updated_at)
       values ($1, $2, 'NETVISOR', true, true, '', 1, '{}', '{}', now(), now())
     )
     insert into accounting_queue (client_id, company_identifier, state, next_attempt_at, lease_owner, lease_until, fence)
     values ($1, $2, 'active', now(), $3, now() + interval '1 hour', 1)`,
    [clientId, COMPANY, OWNER],
  )
})
after(() => api.stop())

interface Writer<Row> {
  file: string
  name: string
  /** Where it changes something else, the statement writes the status that is there: that is no transition. */
  keepsStatus?: true
  write(tx: Tx, row: Row): Promise<unknown>
}

const key = (invoiceId: InvoiceId) => ({ clientId, invoiceId })
const verdict = (to: 'ACCEPTED' | 'MANUAL' | 'DUPLICATE' | 'ERROR'): Writer<InvoiceId> => ({
  file: 'src/invoices/evaluate/queries.ts',
  name: `writeVerdicts ${to}`,
  write: (tx, invoiceId) =>
    writeVerdicts(
      tx,
      [
        {
          ...{ clientId, invoiceId, number: 1, verdict: to, reasons: [], warnings: [], document: null, method: null },
          ...{ paymentReference: null, creditsInvoiceId: null, duplicateOf: null },
        },
      ],
      AT,
    ),
})
const distributed = (status: 'INVOICED' | 'INTERMEDIATED', credited: number): Writer<InvoiceId> => ({
  file: 'src/invoices/distributed-queries.ts',
  name: `writeDistributed ${status}, credited ${credited}`,
  async write(tx, invoiceId) {
    await tx.query('update invoice set credited_minor = $1 where client_id = $2 and invoice_id = $3', [
      credited,
      clientId,
      invoiceId,
    ])
    await writeDistributed(tx, [{ ...key(invoiceId), method: null, status, hasCase: false }], AT)
  },
})
const replaced = (draft: boolean): Writer<InvoiceId> => ({
  file: 'src/invoices/intake-queries.ts',
  name: `replaceInvoices, draft ${draft}`,
  write: (tx, invoiceId) => replaceInvoices(tx, [newInvoice(invoiceId, { draft })], AT),
})
const released = (distributedAs: 'INVOICED' | 'INTERMEDIATED'): Writer<InvoiceId> => ({
  file: 'src/invoices/intake-queries.ts',
  name: `releaseCredits ${distributedAs}`,
  keepsStatus: true,
  async write(tx, invoiceId) {
    const note = await insertInvoice('ERROR', { type: 'CREDIT_NOTE', credits: invoiceId })
    await releaseCredits(tx, [newInvoice(note, { type: 'CREDIT_NOTE', distributedAs })], AT)
  },
})
const returned = (status: 'INVOICED' | 'INTERMEDIATED'): Writer<InvoiceId> => ({
  file: 'src/invoices/refresh-queries.ts',
  name: `returnCredit ${status}`,
  keepsStatus: true,
  write: (tx, invoiceId) => returnCredit(tx, { ...key(invoiceId), total: TOTAL }, status, AT),
})

const INVOICE_WRITERS: Writer<InvoiceId>[] = [
  ...(['ACCEPTED', 'MANUAL', 'DUPLICATE', 'ERROR'] as const).map(verdict),
  ...[distributed('INVOICED', 0), distributed('INTERMEDIATED', 0), distributed('INVOICED', TOTAL)],
  ...[replaced(false), replaced(true), released('INVOICED'), released('INTERMEDIATED')],
  ...[returned('INVOICED'), returned('INTERMEDIATED')],
  {
    file: 'src/invoices/evaluate/queries.ts',
    name: 'creditOriginal',
    keepsStatus: true,
    async write(tx, invoiceId) {
      await tx.query('update invoice set credited_minor = 0 where client_id = $1 and invoice_id = $2', [
        clientId,
        invoiceId,
      ])
      await creditOriginal(tx, { ...key(invoiceId), creditNote: 2, total: BigInt(TOTAL) }, AT)
    },
  },
  {
    file: 'src/invoices/again-queries.ts',
    name: 'beginInvoiceAgain',
    write: (tx, invoiceId) => beginInvoiceAgain(tx, clientId, invoiceId, AT),
  },
  {
    file: 'src/invoices/refresh-queries.ts',
    name: 'failInvoices',
    write: (tx, invoiceId) => failInvoices(tx, [{ ...key(invoiceId), reasons: [] }], AT),
  },
]

interface Document {
  identifier: string
  seq: number
}

const lease = (): Lease => ({
  ...{ clientId, companyIdentifier: COMPANY, owner: OWNER, fence: 1 },
  holds: () => true,
  signal: new AbortController().signal,
})
const recorded = (to: Status, more: Partial<Change> = {}): Writer<Document> => ({
  file: 'src/accounting/sync/recorder-queries.ts',
  name: `recorder ${to}${more.held ? ', held' : ''}`,
  async write(_tx, document) {
    const recorder = createRecorder(api.service.platform)
    try {
      await recorder.write(lease(), [{ kind: 'ledger', ...document, to, ...more }])
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error
    }
  },
})

const RUNNER_WRITERS: Writer<Document>[] = [
  ...STATUSES.map((to) => recorded(to)),
  {
    file: 'src/accounting/sync/queue-queries.ts',
    name: 'markLeftovers',
    write: (tx) => markLeftovers(tx, lease(), [COMPANY]),
  },
]
const REQUEST_WRITERS: Writer<Document>[] = [
  {
    file: 'src/accounting/retry-queries.ts',
    name: 'reviveDocument',
    write: (tx, { identifier }) => reviveDocument(tx, clientId, 'ledger', identifier, AT),
  },
  {
    file: 'src/accounting/replace-queries.ts',
    name: 'markDropped',
    write: (tx, { identifier }) => markDropped(tx, clientId, 'ledger', identifier, AT),
  },
  {
    file: 'src/accounting/replace-queries.ts',
    name: 'replaceDocument',
    write: (tx, { identifier }) => {
      const document = {
        ...{ kind: 'ledger' as const, identifier, companyIdentifier: COMPANY, groupKey: null },
        ...{
          documentDate: '2026-03-01',
          documentName: null,
          total: 0n,
          payload: '{}',
          contentHash: Buffer.from(identifier),
        },
        pointer: '',
      }
      return replaceDocument(tx, { clientId, submittedBy: 'test', document }, AT)
    },
  },
]

test('the statements that write the status of an invoice make the transitions of its table', async () => {
  const seen = await transitions(INVOICE_STATUSES, INVOICE_WRITERS, async (status) => {
    const invoiceId = await insertInvoice(status)
    return { row: invoiceId, id: invoiceId }
  })
  assert.deepEqual(seen, pairsOf(INVOICES))
})

const ACCOUNTING_TABLES: [string, Record<Status, readonly Status[]>, Writer<Document>[]][] = [
  ['a runner', ACCOUNTING, RUNNER_WRITERS],
  ['a runner that holds a document', HELD, [recorded('pending', { held: true })]],
  ['a request', REQUESTED, REQUEST_WRITERS],
]
for (const [who, table, writers] of ACCOUNTING_TABLES) {
  test(`the statements of ${who} make the transitions of the table of accounting documents`, async () => {
    const seen = await transitions(STATUSES, writers, async (status) => {
      const document = await insertDocument(status)
      return { row: document, id: document.identifier }
    })
    assert.deepEqual(seen, pairsOf(table))
  })
}

test('each file that writes these statuses has its statements above', () => {
  const named = [...INVOICE_WRITERS, ...RUNNER_WRITERS, ...REQUEST_WRITERS].map(({ file }) => file)
  const writes = /\bupdate (?:invoice|accounting_document)\b[^`;]*?(?:\bset|,)\s+status = /
  const found = globSync('src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] }).filter((path) =>
    writes.test(readFileSync(join(ROOT, path), 'utf8')),
  )
  assert.deepEqual(found.toSorted(), [...new Set(named)].toSorted())
})

function pairsOf<S extends string>(table: Record<S, readonly S[]>): string[] {
  return Object.entries<readonly S[]>(table)
    .flatMap(([from, all]) => all.map((to) => `${from} → ${to}`))
    .toSorted()
}

/** The transitions that the writers make of rows in each status. */
async function transitions<S extends string, Row>(
  statuses: readonly S[],
  writers: readonly Writer<Row>[],
  insert: (status: S) => Promise<{ row: Row; id: string }>,
): Promise<string[]> {
  const seen = new Set<string>()
  for (const { write, keepsStatus } of writers) {
    const inserted = await Promise.all(statuses.map(insert))
    await withTransaction(api.service.platform.pool, async (tx) => {
      for (const { row } of inserted) await write(tx, row)
    })
    const { rows } = await api.pool.query<{ was: string; becomes: string }>(
      'select distinct was, becomes from status_change where row_id = any($1)',
      [inserted.map(({ id }) => id)],
    )
    for (const { was, becomes } of rows) if (!keepsStatus || was !== becomes) seen.add(`${was} → ${becomes}`)
  }
  return [...seen].toSorted()
}

let numbers = 0

async function insertInvoice(
  status: InvoiceStatus,
  { type = 'INVOICE', credits = null }: { type?: string; credits?: InvoiceId | null } = {},
): Promise<InvoiceId> {
  const invoiceId = uuid()
  await api.pool.query({
    text: `insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor,
             vat_minor, total_minor, paid_minor, credited_minor, credits_invoice_id, buyer_name, payload, content_hash, duplicate_fingerprint,
             submitted_at, submitted_by, updated_at)
           values ($1, $2, $3, $4, '', $5, '2026-03-01', '2026-03-15', 'EUR', $6::bigint, 0, $6::bigint, 0, case when $4 = 'INVOICE' then $6::bigint else 0 end,
             $7, 'Matti Meikäläinen', '{}', $8, $8, $9, 'test', $9)`,
    values: [clientId, invoiceId, ++numbers, type, status, TOTAL, credits, Buffer.from(invoiceId), AT],
  })
  return invoiceId
}

async function insertDocument(status: Status): Promise<Document> {
  const identifier = uuid()
  const { rows } = await api.pool.query<{ seq: string }>({
    text: `insert into accounting_document (client_id, kind, identifier, company_identifier, document_date, payload, content_hash,
             status, submitted_at, submitted_by, updated_at)
           values ($1, 'ledger', $2, $3, '2026-03-01', '{}', $4, $5, $6, 'test', $6) returning seq`,
    values: [clientId, identifier, COMPANY, Buffer.from(identifier), status, AT],
  })
  return { identifier, seq: Number(rows[0]?.seq) }
}

function newInvoice(invoiceId: InvoiceId, more: Partial<NewInvoice>): NewInvoice {
  const amounts = { rows: [], vatLines: [], net: 1_000n, vat: 0n, rounding: 0n, total: 1_000n, paid: 0n }
  return {
    ...{ clientId, invoiceId, number: 1, numbered: 'BY_SENDER', type: 'INVOICE', issue: '', draft: false },
    ...{ date: '2026-03-01', dueDate: '2026-03-15', currency: 'EUR', net: 1_000n, vat: 0n, total: 1_000n, paid: 0n },
    ...{ amounts, buyerName: 'Matti Meikäläinen', buyer: { name: 'Matti Meikäläinen' }, method: null },
    ...{ paymentControl: false, distributedAs: 'INVOICED', payload: '{}', attachments: [], warnings: [] },
    ...{
      contentHash: Buffer.from(invoiceId),
      duplicateFingerprint: Buffer.from(invoiceId),
      idempotency: undefined,
      scope: '',
    },
    ...{ submittedBy: 'system:test request', token: undefined, remoteAddress: undefined },
    ...more,
  }
}
