/** SQL of cases: reading and locking them, and what every verb writes of them. */
import type { CaseId, ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'
import type { Case } from './case.ts'
import { readDebtor } from './debtor.ts'
import { type Policy, type PolicyRow, policyOf } from './policy.ts'
import type { CaseEventKind, CaseHistory } from './history.ts'
import { type ClientContract, readContract } from './contract.ts'

export const COLUMNS = `c.client_id as "clientId", c.case_id as "caseId", c.invoice_id as "invoiceId", c.invoice_number as "invoiceNumber",
  c.debtor_id as "debtorId", c.payment_reference as "paymentReference", c.stage, c.status, c.status_reason as "statusReason", c.country,
  c.debtor_type as "debtorType", c.currency, c.debtor, c.capital_minor::text as capital, c.invoice_date as "invoiceDate",
  c.due_date as "dueDate", c.case_due_date as "caseDueDate", c.due_date_changes as "dueDateChanges",
  c.interest_percentage::float as "interestPercentage", c.policy_id as "policyId", c.policy_version as "policyVersion",
  c.step_index as "stepIndex", c.legal_approved_on as "legalApprovedOn", c.legal_act_on as "legalActOn",
  c.next_date as "nextDate", c.paused_until as "pausedUntil", c.disputed_minor::text as disputed,
  coalesce(c.arose_on, c.invoice_date) as "aroseOn",
  c.objection, c.directly_enforceable as "directlyEnforceable", c.creditor_deducts_vat as "creditorDeductsVat",
  c.creditor_costs_minor::text as "creditorCosts", c.former_fees_minor::text as "formerFees", c.acknowledged_on as "acknowledgedOn", c.hold, c.interest_from as "interestFrom", c.interest_until as "interestUntil", c.opened_at as "openedAt", c.closed_at as "closedAt", c.closing_reason as "closingReason"`

export type Row = Omit<Case, 'capital' | 'disputed' | 'creditorCosts' | 'formerFees' | 'debtor'> & {
  debtor: unknown
  capital: string
  disputed: string | null
  creditorCosts: string
  formerFees: string
}

export function caseOf(row: Row): Case {
  const { clientId, caseId, capital, disputed, creditorCosts, formerFees } = row
  return {
    ...row,
    debtor: readDebtor(row.debtor, `client ${clientId}, case ${caseId}`),
    capital: BigInt(capital),
    disputed: disputed === null ? null : BigInt(disputed),
    creditorCosts: BigInt(creditorCosts),
    formerFees: BigInt(formerFees),
  }
}

export interface CaseKey {
  clientId: ClientId
  caseId: CaseId
}

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/**
 * Cases, locked in one order for everybody. No stronger than that: what names a case (an action that comes in, an event, a
 * letter) is written meanwhile.
 */
export async function lockCaseRows(tx: Tx, keys: CaseKey[]): Promise<Case[]> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from ${CASE_KEYS.from(1)}
           join collection_case c using (client_id, case_id) order by c.client_id, c.case_id for no key update of c`,
    values: CASE_KEYS.values(keys),
  })
  return rows.map(caseOf)
}

export async function selectCase(db: Queryable, key: CaseKey): Promise<Case | undefined> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c where c.client_id = $1 and c.case_id = $2`,
    values: [key.clientId, key.caseId],
  })
  return rows[0] && caseOf(rows[0])
}

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/** Cases of invoices, by "client invoiceId". */
export async function selectCasesOfInvoices(
  db: Queryable,
  keys: { clientId: ClientId; invoiceId: InvoiceId }[],
): Promise<Map<string, Case>> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from ${INVOICE_KEYS.from(1)}
           join collection_case c using (client_id, invoice_id)`,
    values: INVOICE_KEYS.values(keys),
  })
  return new Map(rows.map((row) => [`${row.clientId} ${row.invoiceId}`, caseOf(row)]))
}

/** Cases of one client by invoice number, the open ones first. */
export async function selectCasesByNumber(db: Queryable, clientId: ClientId, numbers: number[]): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c where c.client_id = $1 and c.invoice_number = any($2::bigint[])
           order by c.invoice_number, c.status = 'CLOSED', c.case_id`,
    values: [clientId, numbers],
  })
  return rows.map(caseOf)
}

/** Cases of any client by payment reference, in the form of references/reference-key.ts: what a bank file names. */
export async function selectCasesByReference(db: Queryable, referenceKeys: string[]): Promise<Case[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from collection_case c where c.payment_reference = any($1::text[]) order by c.client_id, c.case_id`,
    values: [referenceKeys],
  })
  return rows.map(caseOf)
}

/** Writes an event into the history of a case. A kind that the feed shows too goes through record-case-events.ts. */
export async function insertCaseEvent<K extends CaseEventKind>(
  tx: Tx,
  key: CaseKey,
  kind: K,
  data: CaseHistory[K],
  at: Date,
): Promise<void> {
  await tx.query({
    name: 'case-event',
    text: 'insert into case_event (client_id, case_id, event_id, at, kind, data) values ($1, $2, $3, $4, $5, $6)',
    values: [key.clientId, key.caseId, newId(), at, kind, JSON.stringify(data)],
  })
}

export async function selectPolicies(db: Queryable, ids: string[]): Promise<Policy[]> {
  const { rows } = await db.query<PolicyRow>({
    text: `select distinct on (policy_id) policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps, letters
           from policy where policy_id = any($1::text[]) order by policy_id, version desc`,
    values: [ids],
  })
  return rows.map(policyOf)
}

export async function selectPolicyVersion(
  db: Queryable,
  policyId: string,
  version: number,
): Promise<Policy | undefined> {
  const { rows } = await db.query<PolicyRow>({
    text: `select policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps, letters
           from policy where policy_id = $1 and version = $2`,
    values: [policyId, version],
  })
  return rows[0] && policyOf(rows[0])
}

export async function selectContracts(
  db: Queryable,
  clientIds: ClientId[],
): Promise<Map<number, Partial<ClientContract>>> {
  const { rows } = await db.query<{ clientId: ClientId; contract: unknown }>({
    text: 'select client_id as "clientId", contract from client_contract where client_id = any($1::bigint[])',
    values: [clientIds],
  })
  return new Map(rows.map(({ clientId, contract }) => [clientId, readContract(contract, `client ${clientId}`)]))
}
