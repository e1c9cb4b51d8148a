/** Clients with open cases, bank files about them, and their outcome. No worker runs: the tests match themselves. */
import { strict as assert } from 'node:assert'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { camtFile, type CamtEntry } from '../../../packages/bank-files/test/camt.ts'
import { ensurePolicies } from '../../../src/dunning/policies/ensure-policies.ts'
import { openCasesOf } from '../cases/open-cases.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import { createTokens } from '../../../src/platform/auth/tokens.ts'
import { createServer } from '../../../src/platform/http/server.ts'
import { matchAll } from '../../../src/payments/match/match-all.ts'
import { paymentRoutes } from '../../../src/payments/routes.ts'
import { type TakenFile, takeBankFileAt } from '../../../src/payments/take-bank-file.ts'
import { type Reply, type TestClient, type TestService, testService } from '../service.ts'

export interface CaseInput {
  /** Minor units. */
  capital: bigint
  dueDate?: string
  /** Default: 14 days before the due date. */
  invoiceDate?: string
  reference?: string | null
  currency?: string
  debtorType?: 'CONSUMER' | 'BUSINESS'
  /** The name of the debtor. */
  name?: string
  /** Costs of the creditor, minor units. */
  costs?: bigint
  accounting?: boolean
  invoiceNumber?: number
  /** The number of the client for the debtor: cases with one number have one debtor. */
  customer?: string
}

export interface OpenCase {
  clientId: number
  caseId: number
  invoiceId: string
  invoiceNumber: number
  reference: string
}

export interface PaymentView {
  caseId: number
  invoiceNumber: string
  invoicePaymentReference: string
  originalPaymentReference: string
  accountName: string
  bookingDate: string
  paymentDate: string
  amount: number
  currency: string
  paymentType: string
  allocation: { capitalAmount: number; interestAmount: number; costsAmount: number }
  settlementId: number | null
}

interface EntryRow {
  bank_reference: string
  state: string
  reason: string | null
  payment_id: string | null
}

export interface World {
  api: TestService
  folder: string
  openCase(client: TestClient, input: CaseInput): Promise<OpenCase>
  /** Takes entries as one camt.054 file and matches what is new. */
  pay(entries: CamtEntry[], name?: string): Promise<TakenFile>
  take(text: string, name?: string): Promise<TakenFile>
  payments(client: TestClient, query?: string): Promise<Reply<PaymentView[]>>
  entries(): Promise<Map<string, EntryRow>>
  /** Returns the balance of a case, minor units by account; 0 for an account without postings. */
  balance(account: string, about?: { clientId: number; caseId: number }): Promise<bigint>
  statusOf(debt: OpenCase): Promise<{ status: string; stage: string; closing_reason: string | null }>
  stop(): Promise<void>
}

let numbers = 700_000

export async function startWorld(): Promise<World> {
  const api = await testService({ role: 'api' })
  await ensurePolicies(api.ctx())
  const { platform } = api.service
  const app = createServer({ platform, tokens: createTokens(platform.pool, api.config, () => platform.clock.now()) })
  paymentRoutes(app)
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const folder = await mkdtemp(join(tmpdir(), 'saatava-payments-'))
  let files = 0
  const take = async (text: string, name = `file-${++files}.xml`) => {
    const path = join(folder, name)
    await writeFile(path, text)
    const taken = await takeBankFileAt(api.ctx(), { name, path })
    await matchAll(api.ctx())
    return taken
  }
  return {
    api,
    folder,
    openCase: (client, input) => openCaseFor(api, client, input),
    take,
    pay: (entries, name) => take(camtOf(entries, `M-${uuid()}`), name),
    async payments({ token }, query = '?fromDate=2020-01-01&toDate=2199-01-01') {
      const response = await fetch(`${origin}/api/v1/partner/payments${query}`, { headers: { 'x-api-key': token } })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as PaymentView[] }
    },
    async entries() {
      const { rows } = await api.pool.query<EntryRow & { raw: string }>(
        'select bank_reference, state, reason, payment_id from bank_entry',
      )
      return new Map(rows.map((row) => [row.bank_reference.split('/')[1] ?? '', row]))
    },
    async balance(account, about) {
      const { rows } = await api.pool.query<{ total: string }>({
        text: `select coalesce(sum(balance_minor), 0)::text as total from journal_balance
               where account = $1 and ($2::bigint is null or client_id = $2) and ($3::bigint is null or case_id = $3)`,
        values: [account, about?.clientId ?? null, about?.caseId ?? null],
      })
      return BigInt(rows[0]?.total ?? 0)
    },
    async statusOf({ clientId, caseId }) {
      const { rows } = await api.pool.query<{ status: string; stage: string; closing_reason: string | null }>(
        'select status, stage, closing_reason from collection_case where client_id = $1 and case_id = $2',
        [clientId, caseId],
      )
      return rows[0] as { status: string; stage: string; closing_reason: string | null }
    },
    async stop() {
      await app.close()
      await api.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function camtOf(entries: CamtEntry[], messageId = 'MESSAGE-1'): string {
  return camtFile({ format: 'camt.054.001.02', messageId, statements: [{ id: `S-${messageId}`, entries }] })
}

/** An entry of one transaction. @param amount major units, "60.00" */
export function entryOf(
  servicerReference: string,
  amount: string,
  more: {
    reference?: string
    text?: string
    date?: string
    payer?: string
    iban?: string
    currency?: string
    structured?: NonNullable<NonNullable<CamtEntry['transactions']>[number]['structured']>
    endToEndId?: string
  } & Pick<CamtEntry, 'sign' | 'reversal'> = {},
): CamtEntry {
  const {
    reference,
    text,
    date = '2026-02-25',
    payer = 'Matti Meikäläinen',
    iban,
    currency,
    endToEndId,
    ...rest
  } = more
  const { structured, ...flags } = rest
  return {
    amount,
    bookingDate: date,
    servicerReference,
    ...(currency === undefined ? {} : { currency }),
    ...flags,
    transactions: [
      {
        debtor: payer,
        ...(iban === undefined ? {} : { debtorIban: iban }),
        ...(endToEndId === undefined ? {} : { endToEndId }),
        ...(reference === undefined ? {} : { structured: [{ reference }] }),
        ...(structured === undefined ? {} : { structured }),
        ...(text === undefined ? {} : { unstructured: [text] }),
      },
    ],
  }
}

/** An invoice that was distributed, under payment control, and its case. */
export async function openCaseFor(
  api: TestService,
  { clientIdentifier: clientId }: TestClient,
  input: CaseInput,
): Promise<OpenCase> {
  const invoiceId = uuid()
  const invoiceNumber = input.invoiceNumber ?? ++numbers
  const reference = input.reference === undefined ? referenceOf(`100${clientId}${invoiceNumber}`) : input.reference
  const dueDate = input.dueDate ?? '2026-02-26'
  const request = {
    processing: { paymentControlEnabled: true, accountingInvoiceEnabled: input.accounting === true },
    invoice: {
      header: { number: invoiceNumber },
      parties: {
        buyerParty: {
          ...{ entityType: input.debtorType ?? 'CONSUMER', name: input.name ?? 'Matti Meikäläinen' },
          ...(input.customer === undefined ? {} : { customerAccountId: input.customer }),
        },
      },
      terms: {
        collection: { costs: { creditorCostsAmount: Number(input.costs ?? 0n) / 100, collectionFeesAmount: 0 } },
      },
    },
  }
  await api.pool.query({
    text: `insert into invoice (client_id, invoice_id, number, type, issue, status, invoice_date, due_date, currency_code, net_minor, vat_minor,
             total_minor, paid_minor, payment_reference, buyer_name, payload, content_hash, duplicate_fingerprint, submitted_at, submitted_by, updated_at)
           values ($1, $2, $3, 'INVOICE', '', 'INVOICED', coalesce($10::date, $4::date - 14), $4, $5, $6, 0, $6, 0, $7, 'Matti Meikäläinen', $8, $9, $9, now(), 'test', now())`,
    values: [
      clientId,
      invoiceId,
      invoiceNumber,
      dueDate,
      input.currency ?? 'EUR',
      input.capital,
      reference === null ? null : referenceKey(reference),
      JSON.stringify(request),
      Buffer.from(invoiceId),
      input.invoiceDate ?? null,
    ],
  })
  await openCasesOf(api.ctx(), [{ clientId, invoiceId }], new Date('2026-02-12T08:00:00Z'))
  const { rows } = await api.pool.query<{ id: string }>(
    'select case_id::text as id from collection_case where client_id = $1 and invoice_id = $2',
    [clientId, invoiceId],
  )
  assert.ok(rows[0], 'a case was opened')
  return { clientId, caseId: Number(rows[0].id), invoiceId, invoiceNumber, reference: reference ?? '' }
}

/** A Finnish reference of these digits: weights 7, 3, 1 from the right. */
export function referenceOf(digits: string): string {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, i) => total + Number(digit) * ([7, 3, 1][i % 3] ?? 0), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
