/** SQL that opens cases. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, DebtorId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'
import type { Debtor } from './debtor.ts'

export interface NewCase {
  clientId: ClientId
  invoiceId: InvoiceId
  invoiceNumber: number
  paymentReference: string | null
  stage: string
  country: string
  debtorType: 'CONSUMER' | 'BUSINESS'
  currency: string
  debtor: Debtor
  /** Minor units. */
  capital: bigint
  invoiceDate: CivilDate
  aroseOn: CivilDate
  dueDate: CivilDate
  interestPercentage: number | null
  policyId: string
  policyVersion: number
  interestFrom: CivilDate
  nextDate: CivilDate
  nextAt: Date
  stepIndex: number
  directlyEnforceable: boolean
  creditorDeductsVat: boolean
  /** Minor units. */
  creditorCosts: bigint
  reminders: readonly CreditorReminder[]
}

/** A case whose debtor is known by now. */
export interface LinkedCase extends NewCase {
  debtorId: DebtorId
}

/** One that the creditor sent itself. */
export interface CreditorReminder {
  sentOn: CivilDate
  /** Minor units. */
  fee: bigint
}

const NEW_CASES = bulk({
  client_id: 'bigint',
  invoice_id: 'uuid',
  invoice_number: 'bigint',
  debtor_id: 'uuid',
  payment_reference: 'text null',
  stage: 'text',
  country: 'text',
  debtor_type: 'text',
  currency: 'text',
  debtor: 'json',
  capital: 'bigint',
  invoice_date: 'date',
  arose_on: 'date',
  due_date: 'date',
  interest_percentage: 'numeric null',
  policy_id: 'text',
  policy_version: 'integer',
  interest_from: 'date',
  next_date: 'date',
  next_at: 'timestamptz',
  step_index: 'smallint',
  directly_enforceable: 'boolean',
  creditor_deducts_vat: 'boolean',
  creditor_costs: 'bigint',
})

/**
 * Opens cases, numbered in the order given; an invoice that has a case keeps it, also where another worker is opening it
 * at this moment. Two who open the same ones name them in the same order, or they may wait for each other in a circle.
 * @returns numbers of the new ones, by "client invoiceId"
 */
export async function insertCases(tx: Tx, cases: readonly LinkedCase[], at: Date): Promise<Map<string, number>> {
  if (cases.length === 0) return new Map()
  const { rows } = await tx.query<{ clientId: ClientId; invoiceId: InvoiceId; caseId: CaseId }>({
    name: 'cases-open',
    text: `insert into collection_case (client_id, invoice_id, invoice_number, debtor_id, payment_reference, stage, status, country, debtor_type,
             currency, debtor, capital_minor, invoice_date, due_date, case_due_date, interest_percentage, policy_id, policy_version,
             step_index, next_date, next_at, interest_from, directly_enforceable, creditor_deducts_vat, creditor_costs_minor,
             arose_on, opened_at, updated_at)
           select client_id, invoice_id, invoice_number, debtor_id, payment_reference, stage, 'OPEN', country, debtor_type,
             currency, debtor, capital, invoice_date, due_date, due_date, interest_percentage, policy_id, policy_version,
             step_index, next_date, next_at, interest_from, directly_enforceable, creditor_deducts_vat, creditor_costs,
             arose_on, $1::timestamptz, $1::timestamptz
           from ${NEW_CASES.ordered(2)}
           order by ord
           on conflict (client_id, invoice_id) do nothing
           returning client_id as "clientId", invoice_id as "invoiceId", case_id as "caseId"`,
    values: [at, ...NEW_CASES.values(cases)],
  })
  return new Map(rows.map(({ clientId, invoiceId, caseId }) => [`${clientId} ${invoiceId}`, caseId]))
}

const CREDITOR_REMINDERS = bulk({
  client_id: 'bigint',
  case_id: 'bigint',
  number: 'smallint',
  sent_on: 'date',
  fee: 'bigint',
})

/** The creditor's own reminders of cases that have just been opened. */
export async function insertCreditorReminders(
  tx: Tx,
  reminders: readonly (CreditorReminder & { clientId: ClientId; caseId: CaseId; number: number })[],
): Promise<void> {
  if (reminders.length === 0) return
  await tx.query({
    name: 'creditor-reminders',
    text: `insert into creditor_reminder (client_id, case_id, number, sent_on, fee_minor)
           select client_id, case_id, number, sent_on, fee from ${CREDITOR_REMINDERS.from(1)}`,
    values: CREDITOR_REMINDERS.values(reminders),
  })
}
