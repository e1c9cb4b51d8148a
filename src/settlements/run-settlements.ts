/**
 * A settlement run: each client that is due is settled in a separate transaction, by currency; then the run's file is
 * written, once, and put into the bank's outbox. Killed at any moment, the next look goes on where this one ended: what
 * is committed belongs to an open run, an open run gets its file, and a file that is written is put out under the same
 * name.
 */
import { contractsOf } from '../claims/contracts-of.ts'
import type { ClientContract } from '../claims/contract.ts'
import { calendarOf, nextBankingDay } from '@saatava/core/banking-days.ts'
import { addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import { selectWaiting } from '../payments/settle-queries.ts'
import type { Ctx } from '../platform/context.ts'
import { IDLE_SECONDS_MAX, type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../platform/database.ts'
import { emit } from '../events/emit.ts'
import { type SettingsInForce, settingsOf } from '../settings/client-settings.ts'
import { refuseUnknownFiles } from './refuse-unknown-files.ts'
import { selectRunIds } from './run-queries.ts'
import { sendRuns } from './send-run.ts'
import { isRunDate, nextRunAt } from './schedule.ts'
import { type ScheduleKey, type ScheduleRow, lockSchedule, selectAll, selectDue, setNext } from './schedule-queries.ts'
import { type Settled, settleClient } from './settle-client.ts'
import type { Settlement } from './settlement.ts'
import { submitSettlementVoucher } from './submit-settlement-voucher.ts'
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

/**
 * @param date civil date: all clients whose schedule has a run on it, whenever they were settled last; absent: those due
 * @throws AppError RULE where the outbox holds files that this database knows nothing of
 */
export async function runSettlements(ctx: Ctx, { date }: { date?: string } = {}): Promise<RunResult> {
  const result: RunResult = { busy: false, settlements: [], blocked: [], files: [] }
  // Nothing is held while nothing is to be done.
  if (date === undefined && !(await isAnythingDue(ctx))) return result
  // Held by a transaction that does nothing else: it ends with the process, and keeps no snapshot.
  await withTransaction(ctx.platform.pool, async (holder) => {
    if (!(await tryLock(holder))) {
      result.busy = true
      return
    }
    await keptAwake(holder, async () => {
      if (date === undefined) await settleDue(ctx, result)
      else await settleOn(ctx, date, result)
      // A run whose file cannot be written keeps back no file that is.
      try {
        await writeRuns(ctx)
      } finally {
        result.files.push(...(await sendRuns(ctx)))
      }
    })
  })
  return result
}

async function isAnythingDue({ platform: { pool, clock } }: Ctx): Promise<boolean> {
  const runs = async (state: 'open' | 'written') => (await selectRunIds(pool, state, 1)).length > 0
  return (await selectDue(pool, clock.now(), [], 1)).length > 0 || (await runs('open')) || (await runs('written'))
}

/** The server ends a transaction in which nothing happens for a minute, and its lock with it; a run may take longer. */
async function keptAwake(holder: Tx, work: () => Promise<void>): Promise<void> {
  // Where it fails the lock is gone; what it guards is safe without it, and the end of the transaction says so.
  const beat = () => void holder.query(`select 'a settlement run goes on'`).catch(() => undefined)
  const timer = setInterval(beat, BEAT_MS)
  try {
    await work()
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

async function settleDue(ctx: Ctx, result: RunResult): Promise<void> {
  const failed: string[] = []
  for (;;) {
    const now = ctx.platform.clock.now()
    const due = await selectDue(ctx.platform.pool, now, failed, CLIENTS_AT_ONCE)
    if (due.length === 0) return
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
    const settling = ready.filter((row) => waiting.has(nameOf(row)))
    if (settling.length > 0) await refuseUnknownFiles(ctx)
    for (const row of settling)
      if (!(await settleOne(ctx, row, terms(row), undefined, result))) failed.push(nameOf(row))
  }
}

async function settleOn(ctx: Ctx, date: string, result: RunResult): Promise<void> {
  let after: ScheduleKey = { clientId: 0, currency: '' }
  for (;;) {
    const rows = await selectAll(ctx.platform.pool, after, CLIENTS_AT_ONCE)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last
    const terms = await termsOf(ctx, rows)
    const waiting = await selectWaiting(ctx.platform.pool, rows)
    const settling = rows.filter((row) => {
      const { contract, settings } = terms(row)
      return waiting.has(nameOf(row)) && isRunDate(contract.settlement, settings.profile.countryCode, date)
    })
    if (settling.length > 0) await refuseUnknownFiles(ctx)
    for (const row of settling) await settleOne(ctx, row, terms(row), date, result)
  }
}

interface Terms {
  contract: ClientContract
  settings: SettingsInForce
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

function nextOf({ contract, settings }: Terms, after: Date): Date {
  return nextRunAt(contract.settlement, settings.profile.countryCode, after)
}

async function replan(ctx: Ctx, rows: readonly { row: ScheduleRow; nextAt: Date }[]): Promise<void> {
  if (rows.length > 0) await setNext(ctx.platform.pool, rows)
}

/** @returns false where it could not be dealt with now, and is to be left alone until the next look */
async function settleOne(
  ctx: Ctx,
  row: ScheduleRow,
  terms: Terms,
  onDate: string | undefined,
  result: RunResult,
): Promise<boolean> {
  const { clientId, currency } = row
  const now = ctx.platform.clock.now()
  const country = terms.settings.profile.countryCode
  const zone = timeZoneOf(country)
  const today = civilDateAt(now, zone)
  const date = onDate ?? today
  const settle = (tx: Tx) => settleAndBook(ctx, tx, { clientId, currency, date, ...terms })
  try {
    const outcome = await withTransaction(ctx.platform.pool, async (tx) => {
      if ((await lockSchedule(tx, row)) === undefined) return undefined
      const settled = await settle(tx)
      await setNext(tx, [{ row, nextAt: nextAfter(settled) }])
      if (settled.kind === 'blocked') await block(ctx, tx, row, settled, result)
      return settled
    })
    if (outcome?.kind === 'settled') result.settlements.push(outcome.settlement)
    return outcome !== undefined
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    ctx.log.error({ err: error, clientId, currency }, 'a client could not be settled')
    if (isDeadlock(error)) return false
    const why = { reason: 'FAULT', message: 'An inner fault keeps the settlement back; it was logged.' }
    await withTransaction(ctx.platform.pool, async (tx) => {
      await setNext(tx, [{ row, nextAt: nextLook() }])
      await block(ctx, tx, row, why, result)
    })
    return true
  }

  function nextAfter(settled: Settled): Date {
    if (settled.kind === 'settled' && settled.more) return now
    if (settled.kind === 'blocked') return nextLook()
    const ran = startOfDay(date, zone)
    return nextOf(terms, ran > now ? ran : now)
  }

  /** Somebody may put it right: it is looked at every banking day, and not only when the week has passed. */
  function nextLook(): Date {
    return startOfDay(nextBankingDay(calendarOf(country), addDays(today, 1)), zone)
  }
}

async function settleAndBook(ctx: Ctx, tx: Tx, request: Parameters<typeof settleClient>[2]): Promise<Settled> {
  const settled = await settleClient(ctx, tx, request)
  if (settled.kind === 'settled') await submitSettlementVoucher(ctx, tx, settled, request.settings)
  return settled
}

async function block(
  ctx: Ctx,
  tx: Tx,
  { clientId, currency }: ScheduleKey,
  { reason, message }: { reason: string; message: string },
  result: RunResult,
): Promise<void> {
  result.blocked.push({ clientId, currency, reason, message })
  await emit(ctx, tx, clientId, 'settlement.blocked', `client:${clientId}`, { currency, reason, message })
}

function nameOf({ clientId, currency }: ScheduleKey): string {
  return `${clientId} ${currency}`
}
