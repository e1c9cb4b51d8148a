/** SQL of what changes on a case. Every update is guarded by the states from which it may come. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { bulk } from '../platform/bulk.ts'
import type { Tx } from '../platform/database.ts'
import type { Case } from './case.ts'
import type { ObjectionKind } from './objection.ts'
import type { CaseKey } from './queries.ts'
import { type CaseStatus, type ClosingReason, type Hold, REOPENED_AFTER, statusesBefore } from './states.ts'

export interface Turn {
  status: CaseStatus
  statusReason: string | null
  nextDate: CivilDate | null
  nextAt: Date | null
  pausedUntil: string | null
  /** Minor units; null: nothing, or with DISPUTED everything. */
  disputed: bigint | null
}

/** @returns whether the case was in a status from which this one may be reached, or in it already */
export async function updateStatus(tx: Tx, key: CaseKey, turn: Turn, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'case-status',
    text: `update collection_case set status = $3, status_reason = $4, next_date = $5, next_at = $6, paused_until = $7,
             disputed_minor = $8, updated_at = $9
           where client_id = $1 and case_id = $2 and status = any($10::text[])`,
    values: [
      key.clientId,
      key.caseId,
      turn.status,
      turn.statusReason,
      turn.nextDate,
      turn.nextAt,
      turn.pausedUntil,
      turn.disputed,
      at,
      statusesBefore(turn.status),
    ],
  })
  return rowCount === 1
}

export async function updateClosed(tx: Tx, key: CaseKey, reason: ClosingReason, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'case-close',
    text: `update collection_case set status = 'CLOSED', stage = 'CLOSED', status_reason = null, closing_reason = $3, closed_at = $4,
             next_date = null, next_at = null, paused_until = null, disputed_minor = null, updated_at = $4
           where client_id = $1 and case_id = $2 and status = any($5::text[])`,
    values: [key.clientId, key.caseId, reason, at, statusesBefore('CLOSED')],
  })
  return rowCount === 1
}

export async function updateDueDate(
  tx: Tx,
  key: CaseKey,
  change: { caseDueDate: CivilDate; nextDate: CivilDate | null; nextAt: Date | null },
  at: Date,
): Promise<void> {
  await tx.query({
    text: `update collection_case set case_due_date = $3, due_date_changes = due_date_changes + 1, next_date = $4, next_at = $5,
             updated_at = $6 where client_id = $1 and case_id = $2 and status <> 'CLOSED'`,
    values: [key.clientId, key.caseId, change.caseDueDate, change.nextDate, change.nextAt, at],
  })
}

/** @param objection null: it is resolved. The case row is locked by the caller. */
export async function updateObjection(tx: Tx, key: CaseKey, objection: ObjectionKind | null, at: Date): Promise<void> {
  await tx.query({
    text: `update collection_case set objection = $3, updated_at = $4 where client_id = $1 and case_id = $2 and status <> 'CLOSED'`,
    values: [key.clientId, key.caseId, objection, at],
  })
}

const DEBTORS = bulk({ client_id: 'bigint', case_id: 'bigint', debtor: 'json', interest_until: 'date null' })

/** Writes the debtors of open cases, and the last day of their interest. Their rows are locked by the caller. */
export async function updateDebtors(
  tx: Tx,
  cases: readonly Pick<Case, 'clientId' | 'caseId' | 'debtor' | 'interestUntil'>[],
  at: Date,
): Promise<void> {
  if (cases.length === 0) return
  await tx.query({
    text: `update collection_case c set debtor = n.debtor, interest_until = n.interest_until, updated_at = $1
           from ${DEBTORS.from(2)}
           where c.client_id = n.client_id and c.case_id = n.case_id and c.status <> 'CLOSED'`,
    values: [at, ...DEBTORS.values(cases)],
  })
}

/** The day on which the case's last step was taken, or an earlier letter was sent after its due date; undefined before the first. */
export async function selectLastStep(tx: Tx, key: CaseKey): Promise<string | undefined> {
  const { rows } = await tx.query<{ takenOn: CivilDate }>({
    text: `select taken_on as "takenOn" from case_step where client_id = $1 and case_id = $2
           union all
           select l.sent_on from earlier_letter l join collection_case c using (client_id, case_id)
           where l.client_id = $1 and l.case_id = $2 and l.sent_on > c.due_date
           order by 1 desc limit 1`,
    values: [key.clientId, key.caseId],
  })
  return rows[0]?.takenOn
}

/** A case that is still due is looked at later; the day that people see stays. */
export async function postponeLook(tx: Tx, { clientId, caseId }: CaseKey, until: Date): Promise<void> {
  await tx.query({
    text: 'update collection_case set next_at = $3 where client_id = $1 and case_id = $2 and next_at < $3',
    values: [clientId, caseId, until],
  })
}

/** Sets back how far a case has come in its policy: the step of this index is taken again. The case row is locked by the caller. */
export async function setStepIndex(tx: Tx, key: CaseKey, stepIndex: number, at: Date): Promise<void> {
  await tx.query({
    text: 'update collection_case set step_index = $3, updated_at = $4 where client_id = $1 and case_id = $2',
    values: [key.clientId, key.caseId, stepIndex, at],
  })
}

export interface Advance extends CaseKey {
  stage: string
  stepIndex: number
  nextDate: CivilDate | null
  nextAt: Date | null
}

const ADVANCES = bulk({
  client_id: 'bigint',
  case_id: 'bigint',
  stage: 'text',
  step_index: 'smallint',
  next_date: 'date null',
  next_at: 'timestamptz null',
})

/** Moves cases on. Guarded: a case that somebody closed meanwhile stays closed; its row is locked, so there is none. */
export async function advanceCases(tx: Tx, advances: Advance[], at: Date): Promise<void> {
  if (advances.length === 0) return
  await tx.query({
    name: 'case-advance',
    text: `update collection_case c set stage = n.stage, step_index = n.step_index, next_date = n.next_date, next_at = n.next_at, updated_at = $1
           from ${ADVANCES.from(2)}
           where c.client_id = n.client_id and c.case_id = n.case_id and c.status <> 'CLOSED'`,
    values: [at, ...ADVANCES.values(advances)],
  })
}

export type LegalState = Pick<Case, 'stage' | 'stepIndex' | 'legalApprovedOn' | 'legalActOn' | 'nextDate'> & {
  nextAt: Date | null
}

/** How far a case has come in law, and when it is looked at next. The case row is locked by the caller. */
export async function updateLegal(tx: Tx, debt: Case, legal: LegalState, at: Date): Promise<void> {
  await tx.query({
    text: `update collection_case set stage = $3, legal_approved_on = $4, legal_act_on = $5, next_date = $6, next_at = $7,
             updated_at = $8, step_index = $9 where client_id = $1 and case_id = $2 and status <> 'CLOSED'`,
    values: [
      debt.clientId,
      debt.caseId,
      legal.stage,
      legal.legalApprovedOn,
      legal.legalActOn,
      legal.nextDate,
      legal.nextAt,
      at,
      legal.stepIndex,
    ],
  })
}

/** Whether a case is on hold, and how it goes on. */
export interface HoldChange extends CaseKey {
  hold: Hold | null
  status: string
  statusReason: string | null
  nextDate: CivilDate | null
  nextAt: Date | null
}

const HOLD_CHANGES = bulk({
  client_id: 'bigint',
  case_id: 'bigint',
  hold: 'text null',
  status: 'text',
  status_reason: 'text null',
  next_date: 'date null',
  next_at: 'timestamptz null',
})

/** Puts cases on hold, or ends it. The caller has locked them. */
export async function updateHolds(tx: Tx, changes: readonly HoldChange[], at: Date): Promise<void> {
  await tx.query({
    text: `update collection_case c set hold = n.hold, status = n.status, status_reason = n.status_reason, next_date = n.next_date,
             next_at = n.next_at, updated_at = $1
           from ${HOLD_CHANGES.from(2)}
           where c.client_id = n.client_id and c.case_id = n.case_id and c.status <> 'CLOSED'`,
    values: [at, ...HOLD_CHANGES.values(changes)],
  })
}

const CASE_KEYS = bulk({ client_id: 'bigint', case_id: 'bigint' })

/** Notes that something was paid on cases, or taken back: lists by change show them again. Their rows are locked by the caller. */
export async function markChanged(tx: Tx, keys: readonly CaseKey[], at: Date): Promise<void> {
  if (keys.length === 0) return
  await tx.query({
    name: 'cases-changed',
    text: `update collection_case c set updated_at = $1 from ${CASE_KEYS.distinct(2)}
           where c.client_id = n.client_id and c.case_id = n.case_id`,
    values: [at, ...CASE_KEYS.values(keys)],
  })
}

const INVOICE_KEYS = bulk({ client_id: 'bigint', invoice_id: 'uuid' })

/** Notes on cases that their invoices have changed: the lists show an invoice with the last change of its case. */
export async function markInvoicesChanged(
  tx: Tx,
  invoices: readonly { clientId: ClientId; invoiceId: InvoiceId }[],
  at: Date,
): Promise<void> {
  if (invoices.length === 0) return
  await tx.query({
    text: `update collection_case c set updated_at = $1 from ${INVOICE_KEYS.distinct(2)}
           where c.client_id = n.client_id and c.invoice_id = n.invoice_id`,
    values: [at, ...INVOICE_KEYS.values(invoices)],
  })
}

/** @returns those that were not closed before: "client case" */
export async function closeAllPaid(tx: Tx, keys: readonly CaseKey[], at: Date): Promise<Set<string>> {
  const { rows } = await tx.query<CaseKey>({
    name: 'cases-close-paid',
    text: `update collection_case c set status = 'CLOSED', stage = 'CLOSED', status_reason = null, closing_reason = 'PAID', closed_at = $1,
             next_date = null, next_at = null, paused_until = null, disputed_minor = null, updated_at = $1
           from ${CASE_KEYS.from(3)}
           where c.client_id = n.client_id and c.case_id = n.case_id and c.status = any($2::text[])
           returning c.client_id as "clientId", c.case_id as "caseId"`,
    values: [at, statusesBefore('CLOSED'), ...CASE_KEYS.values(keys)],
  })
  return new Set(rows.map((row) => `${row.clientId} ${row.caseId}`))
}

/** Opens a case that was closed as paid or credited. @returns the stage it had, or undefined where it was not closed so */
export async function reopen(
  tx: Tx,
  key: CaseKey,
  { nextDate, nextAt, at }: { nextDate: CivilDate; nextAt: Date; at: Date },
): Promise<string | undefined> {
  const { rows } = await tx.query<{ stage: string }>({
    text: `update collection_case c set status = 'OPEN', status_reason = 'PAYMENT_REVERSED', closing_reason = null, closed_at = null,
             next_date = $3, next_at = $4, updated_at = $5,
             stage = coalesce((select e.data->>'stage' from case_event e where e.client_id = $1 and e.case_id = $2 and e.kind = 'CLOSED'
                               order by e.event_id desc limit 1), 'OVERDUE')
           where c.client_id = $1 and c.case_id = $2 and c.status = 'CLOSED' and c.closing_reason = any($6::text[]) returning stage`,
    values: [key.clientId, key.caseId, nextDate, nextAt, at, REOPENED_AFTER],
  })
  return rows[0]?.stage
}
