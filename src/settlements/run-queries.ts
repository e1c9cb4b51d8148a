/** SQL of runs: each belongs to the operator tenant, and pays many clients with one file. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { v7 as uuid } from 'uuid'
import type { ClientFundsAccount } from '../agency/account.ts'
import type { Queryable, Tx } from '../platform/database.ts'
import type { SettlementRun } from './settlement.ts'

type Row = Omit<SettlementRun, 'total'> & { total: string | null }
const COLUMNS = `run_id as "runId", run_date as "runDate", currency, debtor_iban as "debtorIban", message_id as "messageId", state, execution_date as "executionDate",
  payments, total_minor::text as total, created_at as "createdAt", sent_at as "sentAt"`

/** An account of client funds. */
export type PaidFrom = Pick<ClientFundsAccount, 'currency' | 'iban'>

function runOf(row: Row): SettlementRun {
  return { ...row, total: row.total === null ? null : BigInt(row.total) }
}

/**
 * The run that pays from an account, which settlements join, made where there is none. It is held as it is until the transaction
 * ends: nobody writes its file before what joins it is there.
 */
export async function joinRun(
  tx: Tx,
  { currency, iban }: PaidFrom,
  runDate: CivilDate,
  at: Date,
): Promise<SettlementRun> {
  for (;;) {
    const runId = uuid()
    // Banks refuse an id that they have seen: the run's own makes it unlike that of any other deployment or day.
    const messageId = `${runDate.replaceAll('-', '')}-${currency}-${runId.slice(-12)}`
    await tx.query({
      text: `insert into settlement_run (client_id, run_id, run_date, currency, debtor_iban, message_id, state, created_at)
             values (0, $1, $2, $3, $4, $5, 'open', $6) on conflict (client_id, currency, debtor_iban) where state = 'open' do nothing`,
      values: [runId, runDate, currency, iban, messageId, at],
    })
    const { rows } = await tx.query<Row>({
      text: `select ${COLUMNS} from settlement_run
             where client_id = 0 and currency = $1 and debtor_iban = $2 and state = 'open' for share`,
      values: [currency, iban],
    })
    if (rows[0] !== undefined) return runOf(rows[0])
  }
}

/** Runs in a state, the oldest first. */
export async function selectRunIds(db: Queryable, state: SettlementRun['state'], limit: number): Promise<string[]> {
  const { rows } = await db.query<{ runId: string }>({
    text: `select run_id as "runId" from settlement_run where client_id = 0 and state = $1 order by created_at limit $2`,
    values: [state, limit],
  })
  return rows.map(({ runId }) => runId)
}

/** Waits for settlements that are joining. */
export async function lockRun(tx: Tx, runId: string): Promise<SettlementRun | undefined> {
  const { rows } = await tx.query<Row>({
    text: `select ${COLUMNS} from settlement_run where client_id = 0 and run_id = $1 for no key update`,
    values: [runId],
  })
  return rows[0] && runOf(rows[0])
}

/** Returns those message ids that belong to runs. */
export async function selectKnownMessages(db: Queryable, messageIds: readonly string[]): Promise<Set<string>> {
  if (messageIds.length === 0) return new Set()
  const { rows } = await db.query<{ messageId: string }>({
    text: `select message_id as "messageId" from settlement_run where client_id = 0 and message_id = any($1::text[])`,
    values: [messageIds],
  })
  return new Set(rows.map(({ messageId }) => messageId))
}

/** The latest first. @param before the last run of the page before; null: the first page */
export async function selectRuns(db: Queryable, limit: number, before: string | null): Promise<SettlementRun[]> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from settlement_run
           where client_id = 0 and ($2::uuid is null or (created_at, run_id) <
             (select b.created_at, b.run_id from settlement_run b where b.client_id = 0 and b.run_id = $2))
           order by created_at desc, run_id desc limit $1`,
    values: [limit, before],
  })
  return rows.map(runOf)
}

export async function selectRun(db: Queryable, runId: string): Promise<SettlementRun | undefined> {
  const { rows } = await db.query<Row>({
    text: `select ${COLUMNS} from settlement_run where client_id = 0 and run_id = $1`,
    values: [runId],
  })
  return rows[0] && runOf(rows[0])
}

/** The payment file in whatever state it is; null: it is not written yet. */
export async function selectFileOfRun(db: Queryable, runId: string): Promise<Buffer | null> {
  const { rows } = await db.query<{ file: Buffer | null }>({
    text: 'select file from settlement_run where client_id = 0 and run_id = $1',
    values: [runId],
  })
  return rows[0]?.file ?? null
}

export interface WrittenFile {
  file: Buffer
  executionDate: CivilDate
  payments: number
  total: bigint
}

/** @returns whether it was open: a file is written once */
export async function writeFileOfRun(tx: Tx, runId: string, written: WrittenFile): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update settlement_run set state = 'written', file = $2, execution_date = $3, payments = $4, total_minor = $5
           where client_id = 0 and run_id = $1 and state = 'open'`,
    values: [runId, written.file, written.executionDate, written.payments, written.total],
  })
  return rowCount === 1
}

export async function selectFile(
  db: Queryable,
  runId: string,
): Promise<{ messageId: string; file: Buffer; run: SettlementRun } | undefined> {
  const { rows } = await db.query<Row & { file: Buffer }>({
    text: `select ${COLUMNS}, file from settlement_run where client_id = 0 and run_id = $1 and state = 'written'`,
    values: [runId],
  })
  const [found] = rows
  if (found === undefined) return undefined
  const { file, ...row } = found
  return { messageId: row.messageId, file, run: runOf(row) }
}

/** @returns whether it was in a state before: it happens once */
export async function markSent(tx: Tx, runId: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `update settlement_run set state = 'sent', sent_at = $2 where client_id = 0 and run_id = $1 and state = 'written'`,
    values: [runId, at],
  })
  return rowCount === 1
}
