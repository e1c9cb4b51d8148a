import { calendarOf, nextBankingDay } from '@saatava/core/banking-days.ts'
import { type CivilDate, addDays, civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientContract } from '../claims/contract.ts'
import { emit } from '../events/emit.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, isDatabaseUnavailable, isDeadlock, withTransaction } from '../platform/database.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { nextRunAt } from './schedule.ts'
import { type ScheduleKey, type ScheduleRow, lockSchedule, noteBlocked, setNext } from './schedule-queries.ts'
import { type Settled, settleClient } from './settle-client.ts'
import type { Settlement } from './settlement.ts'
import { submitSettlementVoucher } from './submit-settlement-voucher.ts'

export interface Terms {
  contract: ClientContract
  settings: SettingsInForce
}

export type ClientOutcome =
  | { kind: 'settled'; settlement: Settlement }
  | { kind: 'blocked'; blocked: ScheduleKey & { reason: string; message: string } }
  | { kind: 'nothing' }
  /** Somebody else holds the client: it is left alone until the next look. */
  | { kind: 'later' }

const FAULT = { reason: 'FAULT', message: 'An internal error stopped the settlement; the log names it.' }

export function nextOf({ contract, settings }: Terms, after: Date): Date {
  return nextRunAt(contract.settlement, settings.profile.countryCode, after)
}

/**
 * Settles one client in one currency, with its voucher, and plans when it is looked at next; a fault blocks the client alone.
 * @param onDate civil date of the settlement; absent: today  @throws what says that the database is away
 */
export async function settleOne(ctx: Ctx, row: ScheduleRow, terms: Terms, onDate?: CivilDate): Promise<ClientOutcome> {
  const { clientId, currency } = row
  const { pool, clock } = ctx.platform
  const now = clock.now()
  const today = civilDateAt(now, timeZoneOf(terms.settings.profile.countryCode))
  const date = onDate ?? today
  try {
    return await withTransaction(pool, async (tx) => {
      if ((await lockSchedule(tx, row)) === undefined) return { kind: 'later' }
      const settled = await settleAndBook(ctx, tx, { clientId, currency, date, ...terms })
      await setNext(tx, [{ row, nextAt: nextAfter(settled, { terms, now, today, date }) }])
      if (settled.kind === 'blocked') return block(ctx, tx, row, settled)
      await noteBlocked(tx, row, null)
      return settled.kind === 'settled' ? { kind: 'settled', settlement: settled.settlement } : { kind: 'nothing' }
    })
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    ctx.log.error({ err: error, clientId, currency }, 'a client could not be settled')
    if (isDeadlock(error)) return { kind: 'later' }
    return withTransaction(pool, async (tx) => {
      await setNext(tx, [{ row, nextAt: nextLook(terms, today) }])
      return block(ctx, tx, row, FAULT)
    })
  }
}

async function settleAndBook(ctx: Ctx, tx: Tx, request: Parameters<typeof settleClient>[2]): Promise<Settled> {
  const settled = await settleClient(ctx, tx, request)
  if (settled.kind === 'settled') await submitSettlementVoucher(ctx, tx, settled, request.settings)
  return settled
}

function nextAfter(
  settled: Settled,
  { terms, now, today, date }: { terms: Terms; now: Date; today: CivilDate; date: CivilDate },
): Date {
  if (settled.kind === 'settled' && settled.more) return now
  if (settled.kind === 'blocked') return nextLook(terms, today)
  const ran = startOfDay(date, timeZoneOf(terms.settings.profile.countryCode))
  return nextOf(terms, ran > now ? ran : now)
}

/** A blocked client is looked at every banking day, and not only when the week has passed: somebody may put it right. */
function nextLook({ settings }: Terms, today: CivilDate): Date {
  const country = settings.profile.countryCode
  return startOfDay(nextBankingDay(calendarOf(country), addDays(today, 1)), timeZoneOf(country))
}

async function block(
  ctx: Ctx,
  tx: Tx,
  { clientId, currency }: ScheduleKey,
  { reason, message }: { reason: string; message: string },
): Promise<ClientOutcome> {
  await noteBlocked(tx, { clientId, currency }, reason)
  await emit(ctx, tx, clientId, 'settlement.blocked', `client:${clientId}`, { currency, reason, message })
  return { kind: 'blocked', blocked: { clientId, currency, reason, message } }
}
