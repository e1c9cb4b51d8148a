/**
 * A settlement run: each client that is due is settled in a separate transaction, by currency; then the run's file is
 * written, once, and put into the bank's outbox. Killed at any moment, the next look goes on where this one ended: what
 * is committed belongs to an open run, an open run gets its file, and a file that is written is put out under the same
 * name.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { selectWaiting } from '../payments/settle-queries.ts'
import type { Ctx } from '../platform/context.ts'
import { IDLE_SECONDS_MAX, type Tx, withTransaction } from '../platform/database.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { refuseUnknownFiles } from './refuse-unknown-files.ts'
import { selectRunIds } from './run-queries.ts'
import { isRunDate } from './schedule.ts'
import { type ScheduleKey, type ScheduleRow, clearBlocked, selectAll, selectDue, setNext } from './schedule-queries.ts'
import { sendRuns } from './send-run.ts'
import { type ClientOutcome, type Terms, nextOf, settleOne } from './settle-one.ts'
import type { Settlement } from './settlement.ts'
import { writeRuns } from './write-run.ts'

/** Advisory lock of this service: "saat" and "sett". */
const LOCK: [number, number] = [0x73616174, 0x73657474]
const CLIENTS_AT_ONCE = 200

const BEAT_MS = (IDLE_SECONDS_MAX * 1000) / 4

export interface RunResult {
  /** Another process is at it: nothing was done here. */
  busy: boolean
  settlements: Settlement[]
  blocked: (ScheduleKey & { reason: string; message: string })[]
  /** Message ids of the files that were put into the outbox. */
  files: string[]
}

const NOTHING: RunResult = { busy: false, settlements: [], blocked: [], files: [] }

/**
 * @param date civil date: all clients whose schedule has a run on it, whenever they were settled last; absent: those due
 * @throws AppError RULE where the outbox holds files that this database knows nothing of
 */
export async function runSettlements(ctx: Ctx, { date }: { date?: CivilDate } = {}): Promise<RunResult> {
  // Nothing is held while nothing is to be done.
  if (date === undefined && !(await isAnythingDue(ctx))) return NOTHING
  // Held by a transaction that does nothing else: it ends with the process, and keeps no snapshot.
  return withTransaction(ctx.platform.pool, async (holder) => {
    if (!(await tryLock(holder))) return { ...NOTHING, busy: true }
    return withHeartbeat(holder, async () => {
      const outcomes = date === undefined ? await settleDue(ctx) : await settleOn(ctx, date)
      return {
        busy: false,
        settlements: outcomes.flatMap((one) => (one.kind === 'settled' ? [one.settlement] : [])),
        blocked: outcomes.flatMap((one) => (one.kind === 'blocked' ? [one.blocked] : [])),
        files: await writeAndSend(ctx),
      }
    })
  })
}

/** Writes the files of open runs, and sends all that are written: a run whose file cannot be written holds up no other. */
async function writeAndSend(ctx: Ctx): Promise<string[]> {
  const writing = writeRuns(ctx)
  await writing.catch(() => undefined)
  const files = await sendRuns(ctx)
  await writing
  return files
}

async function isAnythingDue({ platform: { pool, clock } }: Ctx): Promise<boolean> {
  const runs = async (state: 'open' | 'written') => (await selectRunIds(pool, state, 1)).length > 0
  return (await selectDue(pool, clock.now(), [], 1)).length > 0 || (await runs('open')) || (await runs('written'))
}

/**
 * Does the work while a heartbeat keeps a transaction busy. The server ends a transaction in which nothing happens for a
 * minute, and its lock with it; a run may take longer.
 */
async function withHeartbeat<T>(holder: Tx, work: () => Promise<T>): Promise<T> {
  // Where it fails the lock is gone; what it guards is safe without it, and the end of the transaction says so.
  const beat = () => void holder.query(`select 'a settlement run goes on'`).catch(() => undefined)
  const timer = setInterval(beat, BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

async function tryLock(holder: Tx): Promise<boolean> {
  const { rows } = await holder.query<{ held: boolean }>({
    text: 'select pg_try_advisory_xact_lock($1, $2) as held',
    values: LOCK,
  })
  return rows[0]?.held === true
}

async function settleDue(ctx: Ctx): Promise<ClientOutcome[]> {
  const outcomes: ClientOutcome[] = []
  const failed: string[] = []
  for (;;) {
    const now = ctx.platform.clock.now()
    const due = await selectDue(ctx.platform.pool, now, failed, CLIENTS_AT_ONCE)
    if (due.length === 0) return outcomes
    const terms = await termsOf(ctx, due)
    const planned = due.map((row) => ({ row, at: dueAt(row, terms(row)) }))
    const ready = planned.filter(({ at }) => at <= now).map(({ row }) => row)
    const waiting = await selectWaiting(ctx.platform.pool, ready)
    const idle = ready.filter((row) => !waiting.has(nameOf(row)))
    // Clients that are not due yet, and clients that are due and have nothing: money that comes meanwhile is for the next
    // time.
    await replan(ctx, [
      ...planned.flatMap(({ row, at }) => (at > now ? [{ row, nextAt: at }] : [])),
      ...idle.map((row) => ({ row, nextAt: nextOf(terms(row), now) })),
    ])
    if (idle.length > 0) await clearBlocked(ctx.platform.pool, idle)
    const settling = ready.filter((row) => waiting.has(nameOf(row)))
    if (settling.length > 0) await refuseUnknownFiles(ctx)
    for (const row of settling) {
      const outcome = await settleOne(ctx, row, terms(row))
      outcomes.push(outcome)
      if (outcome.kind === 'later') failed.push(nameOf(row))
    }
  }
}

async function settleOn(ctx: Ctx, date: CivilDate): Promise<ClientOutcome[]> {
  const outcomes: ClientOutcome[] = []
  let after: ScheduleKey = { clientId: 0, currency: '' }
  for (;;) {
    const rows = await selectAll(ctx.platform.pool, after, CLIENTS_AT_ONCE)
    const last = rows.at(-1)
    if (last === undefined) return outcomes
    after = last
    const terms = await termsOf(ctx, rows)
    const waiting = await selectWaiting(ctx.platform.pool, rows)
    const settling = rows.filter((row) => {
      const { contract, settings } = terms(row)
      return waiting.has(nameOf(row)) && isRunDate(contract.settlement, settings.profile.countryCode, date)
    })
    if (settling.length > 0) await refuseUnknownFiles(ctx)
    for (const row of settling) outcomes.push(await settleOne(ctx, row, terms(row), date))
  }
}

async function termsOf(ctx: Ctx, rows: readonly ScheduleRow[]): Promise<(row: ScheduleKey) => Terms> {
  const ids = new Set(rows.map(({ clientId }) => clientId))
  const contracts = await contractsOf(ctx.platform.pool, ids)
  const settings = await settingsOf(ctx.platform.pool, ctx.platform.pool, ids)
  return ({ clientId }) => {
    const inForce = settings.get(clientId)
    if (inForce === undefined) throw new Error(`there is no client ${clientId}`)
    return { contract: contracts(clientId), settings: inForce }
  }
}

/** When a row is due: as planned, or by the schedule after the moment it waits since. */
function dueAt(row: ScheduleRow, terms: Terms): Date {
  return row.planned ? row.nextAt : nextOf(terms, row.nextAt)
}

async function replan(ctx: Ctx, rows: readonly { row: ScheduleRow; nextAt: Date }[]): Promise<void> {
  if (rows.length > 0) await setNext(ctx.platform.pool, rows)
}

function nameOf({ clientId, currency }: ScheduleKey): string {
  return `${clientId} ${currency}`
}
