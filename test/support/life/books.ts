/** Everything that the service has written down of a life, read at one moment. */
import type { Queryable } from '../../../src/platform/database.ts'

interface Posting {
  account: string
  caseId: number
  currency: string
  amount: bigint
}

export interface Transaction {
  clientId: number
  transactionId: string
  kind: string
  at: Date
  bookingDate: string
  source: string
  corrects: string | null
  details: Record<string, unknown>
  postings: Posting[]
}

export interface CaseRow {
  clientId: number
  caseId: number
  invoiceId: string
  invoiceNumber: number
  stage: string
  status: string
  statusReason: string | null
  country: 'FI' | 'SE' | 'NO' | 'DK'
  debtorType: 'CONSUMER' | 'BUSINESS'
  currency: string
  capital: bigint
  invoiceDate: string
  dueDate: string
  caseDueDate: string
  interestPercentage: number | null
  interestFrom: string
  openedAt: Date
  closedAt: Date | null
  closingReason: string | null
}

export interface StepRow {
  clientId: number
  caseId: number
  stepIndex: number
  kind: string
  takenOn: string
  fee: bigint
  letterId: string | null
}

interface CaseEvent {
  clientId: number
  caseId: number
  at: Date
  kind: string
  data: Record<string, unknown>
}

export interface AllocationRow {
  clientId: number
  allocationId: number
  paymentId: string
  caseId: number
  transactionId: string
  currency: string
  capital: bigint
  interest: bigint
  costs: bigint
  fees: bigint
  allocatedOn: string
  reversedAt: Date | null
  settlementId: number | null
  /** That took it back. */
  reversalSettlementId: number | null
  commission: bigint
  /** The stage to which the case had come. */
  stage: string
}

interface PaymentRow {
  clientId: number
  paymentId: string
  kind: 'BANK' | 'DIRECT'
  entryId: string | null
  currency: string
  amount: bigint
  unallocated: bigint
  returned: bigint
  bookingDate: string
  paymentDate: string
  payerName: string | null
  reversedAt: Date | null
}

interface EntryRow {
  entryId: string
  reference: string
  currency: string
  amount: bigint
  state: string
  reason: string | null
  reversal: boolean
  place: string
  paymentId: string | null
}

export interface SettlementRow {
  clientId: number
  settlementId: number
  settlementDate: string
  currency: string
  amount: bigint
  commission: bigint
  /** The client's debt to the agency, which was not paid out. */
  deducted: bigint
  remittanceReference: string
  runId: string | null
  state: string
  transactionId: string
}

interface RunRow {
  runId: string
  currency: string
  messageId: string
  file: string | null
  state: string
}

export interface DeliveryRow {
  clientId: number
  deliveryId: string
  invoiceId: string
  letterId: string | null
  channel: 'EMAIL' | 'EINVOICE' | 'PRINT'
  state: string
}

interface LetterRow {
  clientId: number
  caseId: number
  letterId: string
  kind: string
}

interface InvoiceRow {
  clientId: number
  invoiceId: string
  number: number
  type: string
  status: string
  total: bigint
  credited: bigint
}

/** A document that is being sent to a client's accounting system. */
interface DocumentRow {
  clientId: number
  kind: string
  identifier: string
  status: string
  description: string | null
}

interface ActionRow {
  clientId: number
  caseId: number
  code: string
  state: string
  outcome: { refusal?: { code: string; message: string } } | null
}

export interface Books {
  deliveries: DeliveryRow[]
  letters: LetterRow[]
  invoices: InvoiceRow[]
  documents: DocumentRow[]
  actions: ActionRow[]
  transactions: Transaction[]
  balances: { clientId: number; account: string; caseId: number; currency: string; balance: bigint }[]
  cases: CaseRow[]
  steps: StepRow[]
  events: CaseEvent[]
  allocations: AllocationRow[]
  payments: PaymentRow[]
  entries: EntryRow[]
  settlements: SettlementRow[]
  runs: RunRow[]
}

export function keyOf({ clientId, caseId }: { clientId: number; caseId: number }): string {
  return `${clientId}/${caseId}`
}

export async function readBooks(pool: Queryable): Promise<Books> {
  const rows = async <T>(sql: string, ...amounts: (keyof T & string)[]): Promise<T[]> => {
    const { rows: read } = await pool.query<Record<string, unknown>>(sql)
    for (const row of read) for (const name of amounts) row[name] = BigInt(String(row[name]))
    return read as T[]
  }
  const postings = await rows<Posting & { clientId: number; transactionId: string }>(
    `select client_id as "clientId", transaction_id as "transactionId", account, case_id as "caseId", currency, amount_minor::text as amount
     from journal_posting order by client_id, transaction_id, line`,
    'amount',
  )
  const byTransaction = Map.groupBy(postings, (one) => one.transactionId)
  const transactions = await rows<Transaction>(
    // Within a database transaction, ids are in order of writing.
    `select client_id as "clientId", transaction_id as "transactionId", kind, at, booking_date as "bookingDate", source, corrects, details
     from journal_transaction order by written_by, transaction_id`,
  )
  return {
    transactions: transactions.map((one) => ({ ...one, postings: byTransaction.get(one.transactionId) ?? [] })),
    balances: await rows(
      `select client_id as "clientId", account, case_id as "caseId", currency, balance_minor::text as balance from journal_balance`,
      'balance',
    ),
    cases: await rows(
      `select client_id as "clientId", case_id as "caseId", invoice_id as "invoiceId", invoice_number as "invoiceNumber", stage, status,
         status_reason as "statusReason", country, debtor_type as "debtorType", currency, capital_minor::text as capital,
         invoice_date as "invoiceDate", due_date as "dueDate", case_due_date as "caseDueDate",
         interest_percentage::float8 as "interestPercentage", interest_from as "interestFrom", opened_at as "openedAt",
         closed_at as "closedAt", closing_reason as "closingReason"
       from collection_case order by client_id, case_id`,
      'capital',
    ),
    steps: await rows(
      `select client_id as "clientId", case_id as "caseId", step_index as "stepIndex", kind, taken_on as "takenOn", fee_minor::text as fee,
         letter_id as "letterId" from case_step order by client_id, case_id, step_index`,
      'fee',
    ),
    events: await rows(
      `select client_id as "clientId", case_id as "caseId", at, kind, data from case_event order by client_id, case_id, event_id`,
    ),
    allocations: await rows(
      `select client_id as "clientId", allocation_id as "allocationId", payment_id as "paymentId", case_id as "caseId",
         transaction_id as "transactionId", currency, capital_minor::text as capital, interest_minor::text as interest,
         costs_minor::text as costs, fees_minor::text as fees, allocated_on as "allocatedOn", reversed_at as "reversedAt",
         settlement_id as "settlementId", reversal_settlement_id as "reversalSettlementId", commission_minor::text as commission, stage
       from allocation order by client_id, allocation_id`,
      ...(['capital', 'interest', 'costs', 'fees', 'commission'] as const),
    ),
    payments: await rows(
      `select client_id as "clientId", payment_id as "paymentId", kind, entry_id as "entryId", currency, amount_minor::text as amount,
         unallocated_minor::text as unallocated, returned_minor::text as returned, booking_date as "bookingDate",
         payment_date as "paymentDate", payer_name as "payerName", reversed_at as "reversedAt" from payment order by client_id, payment_id`,
      ...(['amount', 'unallocated', 'returned'] as const),
    ),
    entries: await rows(
      `select entry_id as "entryId", bank_reference as reference, currency, amount_minor::text as amount, state, reason, reversal, funds_place as place,
         payment_id as "paymentId" from bank_entry order by entry_id`,
      'amount',
    ),
    settlements: await rows(
      `select client_id as "clientId", settlement_id as "settlementId", settlement_date as "settlementDate", currency,
         amount_minor::text as amount, commission_minor::text as commission, deducted_minor::text as deducted, remittance_reference as "remittanceReference",
         run_id as "runId", transaction_id as "transactionId",
         coalesce((select lower(p.state) from payout p where p.client_id = s.client_id and p.settlement_id = s.settlement_id
                   order by p.attempt desc limit 1), 'paid') as state
       from settlement s order by client_id, settlement_id`,
      ...(['amount', 'commission', 'deducted'] as const),
    ),
    deliveries: await rows(
      `select client_id as "clientId", delivery_id as "deliveryId", invoice_id as "invoiceId", letter_id as "letterId", channel, state
       from delivery order by delivery_id`,
    ),
    letters: await rows(
      `select client_id as "clientId", case_id as "caseId", letter_id as "letterId", kind from letter order by letter_id`,
    ),
    invoices: await rows(
      `select client_id as "clientId", invoice_id as "invoiceId", number, type, status, total_minor::text as total,
         credited_minor::text as credited from invoice order by client_id, number`,
      ...(['total', 'credited'] as const),
    ),
    documents: await rows(DOCUMENTS),
    actions: await rows(
      `select client_id as "clientId", case_id as "caseId", code, state, outcome from case_action order by client_id, case_id, submitted_at`,
    ),
    runs: await rows(
      `select run_id as "runId", currency, message_id as "messageId", convert_from(file, 'UTF8') as file, state from settlement_run order by run_id`,
    ),
  }
}

const DOCUMENTS = `select client_id as "clientId", kind, identifier, status, description from accounting_document order by client_id, kind, seq`
