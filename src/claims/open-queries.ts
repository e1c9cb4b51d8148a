/** SQL that opens cases. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, DebtorId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'
import type { Debtor } from './debtor.ts'
import type { Hold } from './states.ts'

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
  nextDate: CivilDate | null
  nextAt: Date | null
  stepIndex: number
  directlyEnforceable: boolean
  creditorDeductsVat: boolean
  /** Minor units. */
  creditorCosts: bigint
  earlierLetters: readonly EarlierLetter[]
  hold: Hold | null
  /** Present where the case is taken over from another agency. */
  takenOver?: Pick<Case, 'formerFees' | 'acknowledgedOn' | 'legalApprovedOn' | 'legalActOn'> & {
    /** The due date that the creditor has moved; null: it is the invoice's. */
    caseDueDate: CivilDate | null
  }
}

/** A case whose debtor is known by now. */
export interface LinkedCase extends NewCase {
  debtorId: DebtorId
  interestUntil: CivilDate | null
}

/** A letter that was sent before the case was opened here: by the creditor, or by a former agency. */
export interface EarlierLetter {
  kind: 'REMINDER' | 'DEMAND' | 'PLAN'
  sentOn: CivilDate
  /** The last day that it gave to pay; null: not known. */
  payBy: CivilDate | null
  /** Minor units. */
  fee: bigint
  byCreditor: boolean
}

const NOT_TAKEN_OVER = {
  caseDueDate: null,
  formerFees: 0n,
  acknowledgedOn: null,
  legalApprovedOn: null,
  legalActOn: null,
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
  interest_until: 'date null',
  next_date: 'date null',
  next_at: 'timestamptz null',
  step_index: 'smallint',
  directly_enforceable: 'boolean',
  creditor_deducts_vat: 'boolean',
  creditor_costs: 'bigint',
  case_due_date: 'date null',
  former_fees: 'bigint',
  acknowledged_on: 'date null',
  legal_approved_on: 'date null',
  legal_act_on: 'date null',
  hold: 'text null',
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
             step_index, next_date, next_at, interest_from, interest_until, directly_enforceable, creditor_deducts_vat, creditor_costs_minor,
             arose_on, former_fees_minor, acknowledged_on, legal_approved_on, legal_act_on, hold, status_reason, opened_at, updated_at)
           select client_id, invoice_id, invoice_number, debtor_id, payment_reference, stage, case when hold is null then 'OPEN' else 'PAUSED' end, country, debtor_type,
             currency, debtor, capital, invoice_date, due_date, coalesce(case_due_date, due_date), interest_percentage, policy_id, policy_version,
             step_index, next_date, next_at, interest_from, interest_until, directly_enforceable, creditor_deducts_vat, creditor_costs,
             arose_on, former_fees, acknowledged_on, legal_approved_on, legal_act_on, hold, hold, $1::timestamptz, $1::timestamptz
           from ${NEW_CASES.ordered(2)}
           order by ord
           on conflict (client_id, invoice_id) do nothing
           returning client_id as "clientId", invoice_id as "invoiceId", case_id as "caseId"`,
    values: [at, ...NEW_CASES.values(cases.map((one) => ({ ...one, ...(one.takenOver ?? NOT_TAKEN_OVER) })))],
  })
  return new Map(rows.map(({ clientId, invoiceId, caseId }) => [`${clientId} ${invoiceId}`, caseId]))
}

const EARLIER_LETTERS = bulk({
  client_id: 'bigint',
  case_id: 'bigint',
  number: 'smallint',
  kind: 'text',
  sent_on: 'date',
  pay_by: 'date null',
  fee: 'bigint',
  by_creditor: 'boolean',
})

/** Stores the earlier letters of cases that have just been opened; those of a case come in the order of their days. */
export async function insertEarlierLetters(
  tx: Tx,
  opened: readonly { clientId: ClientId; caseId: CaseId; earlierLetters: readonly EarlierLetter[] }[],
): Promise<void> {
  const letters = opened.flatMap(({ clientId, caseId, earlierLetters }) =>
    earlierLetters.map((letter, i) => ({ clientId, caseId, number: i + 1, ...letter })),
  )
  if (letters.length === 0) return
  await tx.query({
    name: 'earlier-letters',
    text: `insert into earlier_letter (client_id, case_id, number, kind, sent_on, pay_by, fee_minor, by_creditor)
           select client_id, case_id, number, kind, sent_on, pay_by, fee, by_creditor from ${EARLIER_LETTERS.from(1)}`,
    values: EARLIER_LETTERS.values(letters),
  })
}
