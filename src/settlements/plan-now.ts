import { calendarOf, nextBankingDay } from '@saatava/core/banking-days.ts'
import { civilDateAt, startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { setAllNext } from './schedule-queries.ts'

/** A client is settled at once, or on the next banking day, whatever its schedule says: its contract has ended. */
export async function planNow(ctx: Ctx, tx: Tx, clientId: ClientId): Promise<void> {
  const { pool, clock } = ctx.platform
  const country = (await settingsOf(pool, tx, [clientId])).get(clientId)?.profile.countryCode
  if (country === undefined) throw new Error(`there is no client ${clientId}`)
  const now = clock.now()
  const today = civilDateAt(now, timeZoneOf(country))
  const day = nextBankingDay(calendarOf(country), today)
  await setAllNext(tx, clientId, day === today ? now : startOfDay(day, timeZoneOf(country)))
}
