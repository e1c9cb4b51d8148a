/** SQL of cases that are taken over. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'

/** Two imports for one client come one after the other. Advisory lock of this service: "hand" and the client. */
export async function lockTakeOver(tx: Tx, clientId: ClientId): Promise<void> {
  await tx.query({ text: 'select pg_advisory_xact_lock($1, $2)', values: [0x68616e64, clientId] })
}

export interface TakenOverKey {
  agency: string
  caseNumber: string
}

export interface TakenOver extends TakenOverKey {
  caseId: CaseId
  takenOverOn: CivilDate
  rowHash: Buffer
}

const KEYS = bulk({ agency: 'text', case_number: 'text' })

/** Returns those of the cases that were taken over before. */
export async function selectTakenOver(tx: Tx, clientId: ClientId, keys: readonly TakenOverKey[]): Promise<TakenOver[]> {
  const { rows } = await tx.query<TakenOver>({
    text: `select t.agency, t.case_number as "caseNumber", t.case_id as "caseId", t.taken_over_on as "takenOverOn",
                  t.row_hash as "rowHash"
           from ${KEYS.from(2)} join taken_over_case t using (agency, case_number) where t.client_id = $1`,
    values: [clientId, ...KEYS.values(keys)],
  })
  return rows
}

const TAKEN_OVER = bulk({
  agency: 'text',
  case_number: 'text',
  case_id: 'bigint',
  reference: 'text null',
  interest_until: 'date null',
  row_hash: 'bytea',
})

export interface NewTakenOver extends TakenOverKey {
  caseId: CaseId
  reference: string | null
  interestUntil: CivilDate | null
  rowHash: Buffer
}

export async function insertTakenOver(
  tx: Tx,
  clientId: ClientId,
  { takenOverOn, by, at }: { takenOverOn: CivilDate; by: string; at: Date },
  cases: readonly NewTakenOver[],
): Promise<void> {
  await tx.query({
    text: `insert into taken_over_case (client_id, agency, case_number, case_id, taken_over_on, reference, interest_until,
             row_hash, imported_at, imported_by)
           select $1, agency, case_number, case_id, $2, reference, interest_until, row_hash, $3, $4
           from ${TAKEN_OVER.from(5)}`,
    values: [clientId, takenOverOn, at, by, ...TAKEN_OVER.values(cases)],
  })
}

const EARLIER_PAYMENTS = bulk({
  case_id: 'bigint',
  number: 'smallint',
  paid_on: 'date',
  capital: 'bigint',
  interest: 'bigint',
  costs: 'bigint',
})

/** A payment from before the case was taken over; amounts in minor units. */
export interface EarlierPayment {
  paidOn: CivilDate
  capital: bigint
  interest: bigint
  costs: bigint
}

export async function insertEarlierPayments(
  tx: Tx,
  clientId: ClientId,
  payments: readonly (EarlierPayment & { caseId: CaseId; number: number })[],
): Promise<void> {
  if (payments.length === 0) return
  await tx.query({
    text: `insert into earlier_payment (client_id, case_id, number, paid_on, capital_minor, interest_minor, costs_minor)
           select $1, case_id, number, paid_on, capital, interest, costs from ${EARLIER_PAYMENTS.from(2)}`,
    values: [clientId, ...EARLIER_PAYMENTS.values(payments)],
  })
}
