/** SQL that opens cases. */
import type { Tx } from '../platform/database.ts'
import type { Debtor } from './case.ts'

export interface NewCase {
  clientId: number
  invoiceId: string
  invoiceNumber: number
  paymentReference: string | null
  stage: string
  country: string
  debtorType: 'CONSUMER' | 'BUSINESS'
  currency: string
  debtor: Debtor
  /** Minor units. */
  capital: bigint
  invoiceDate: string
  aroseOn: string
  dueDate: string
  interestPercentage: number | null
  policyId: string
  policyVersion: number
  interestFrom: string
  nextDate: string
  nextAt: Date
  stepIndex: number
  directlyEnforceable: boolean
  creditorDeductsVat: boolean
  /** Minor units. */
  creditorCosts: bigint
  reminders: readonly CreditorReminder[]
}

/** One that the creditor sent itself. */
export interface CreditorReminder {
  sentOn: string
  /** Minor units. */
  fee: bigint
}

/**
 * Opens cases, numbered in the order given; an invoice that has a case keeps it, also where another worker is opening it
 * at this moment. Two who open the same ones name them in the same order, or they may wait for each other in a circle.
 * @returns numbers of the new ones, by "client invoiceId"
 */
export async function insertCases(tx: Tx, cases: readonly NewCase[], at: Date): Promise<Map<string, number>> {
  if (cases.length === 0) return new Map()
  const column = <T>(read: (row: NewCase) => T): T[] => cases.map(read)
  const { rows } = await tx.query<{ clientId: number; invoiceId: string; caseId: number }>({
    name: 'cases-open',
    text: `insert into collection_case (client_id, invoice_id, invoice_number, payment_reference, stage, status, country, debtor_type,
             currency, debtor, capital_minor, invoice_date, due_date, case_due_date, interest_percentage, policy_id, policy_version,
             step_index, next_date, next_at, interest_from, directly_enforceable, creditor_deducts_vat, creditor_costs_minor,
             arose_on, opened_at, updated_at)
           select client_id, invoice_id, invoice_number, payment_reference, stage, 'OPEN', country, debtor_type,
             currency, debtor::json, capital, invoice_date, due_date, due_date, interest_percentage, policy_id, policy_version,
             step_index, next_date, next_at, interest_from, directly_enforceable, deducts_vat, creditor_costs,
             arose_on, $19::timestamptz, $19::timestamptz
           from unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
             $10::bigint[], $11::date[], $12::date[], $13::numeric[], $14::text[], $15::int[], $16::date[], $17::timestamptz[], $18::date[],
             $20::smallint[], $21::boolean[], $22::boolean[], $23::bigint[], $24::date[])
             with ordinality as n (client_id, invoice_id, invoice_number, payment_reference, stage, country, debtor_type, currency, debtor,
               capital, invoice_date, due_date, interest_percentage, policy_id, policy_version, next_date, next_at, interest_from,
               step_index, directly_enforceable, deducts_vat, creditor_costs, arose_on, ord)
           order by ord
           on conflict (client_id, invoice_id) do nothing
           returning client_id as "clientId", invoice_id as "invoiceId", case_id as "caseId"`,
    values: [
      column((row) => row.clientId),
      column((row) => row.invoiceId),
      column((row) => row.invoiceNumber),
      column((row) => row.paymentReference),
      column((row) => row.stage),
      column((row) => row.country),
      column((row) => row.debtorType),
      column((row) => row.currency),
      column((row) => JSON.stringify(row.debtor)),
      column((row) => row.capital),
      column((row) => row.invoiceDate),
      column((row) => row.dueDate),
      column((row) => row.interestPercentage),
      column((row) => row.policyId),
      column((row) => row.policyVersion),
      column((row) => row.nextDate),
      column((row) => row.nextAt),
      column((row) => row.interestFrom),
      at,
      column((row) => row.stepIndex),
      column((row) => row.directlyEnforceable),
      column((row) => row.creditorDeductsVat),
      column((row) => row.creditorCosts),
      column((row) => row.aroseOn),
    ],
  })
  return new Map(rows.map(({ clientId, invoiceId, caseId }) => [`${clientId} ${invoiceId}`, caseId]))
}

/** The creditor's own reminders of cases that have just been opened. */
export async function insertCreditorReminders(
  tx: Tx,
  reminders: readonly (CreditorReminder & { clientId: number; caseId: number; number: number })[],
): Promise<void> {
  if (reminders.length === 0) return
  await tx.query({
    name: 'creditor-reminders',
    text: `insert into creditor_reminder (client_id, case_id, number, sent_on, fee_minor)
           select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::date[], $5::bigint[])`,
    values: [
      reminders.map((row) => row.clientId),
      reminders.map((row) => row.caseId),
      reminders.map((row) => row.number),
      reminders.map((row) => row.sentOn),
      reminders.map((row) => row.fee),
    ],
  })
}
