import { clientFundsAccounts } from '../agency/read-agency.ts'
import { accountKey } from '@saatava/core/account-key.ts'
import { addBankingDays, calendarOfCurrency } from '@saatava/core/banking-days.ts'
import { type CivilDate, addDays, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import type { EventData } from '../events/catalogue.ts'
import { emitAll } from '../events/emit.ts'
import {
  type AccountDay,
  type LastClosing,
  type NoticeKind,
  insertNotice,
  selectDiffering,
  selectLastClosings,
  selectNoticed,
} from './notice-queries.ts'

const TIME_ZONE = timeZoneOf('FI')
/** The oldest day that is looked at, days before today. */
const DAYS_BACK = 31
const BATCH = 50

/**
 * Emits one event for each account and day whose statement is missing, and for each on which the sums of BgMax, OCR giro or KTL
 * files are not what could be read of them. @returns the number of notices
 */
export async function noticeDays(ctx: Ctx): Promise<number> {
  const { pool, clock } = ctx.platform
  const active = await clientFundsAccounts(ctx.platform)
  const ibans = new Map(active.map(({ iban }) => [accountKey(iban), iban]))
  const today = civilDateAt(clock.now(), TIME_ZONE)
  const from = addDays(today, -DAYS_BACK)
  const noticed = new Set((await selectNoticed(pool, 'STATEMENT_MISSING', from)).map(keyOf))
  let count = 0
  for (const closing of await selectLastClosings(pool)) {
    const iban = ibans.get(closing.account)
    if (iban === undefined) continue
    for (const day of missingDays(closing, { from, today })) {
      if (noticed.has(keyOf({ ...closing, day }))) continue
      const data = { account: iban, currency: closing.currency, date: day, lastStatement: closing.day }
      if (await notice(ctx, { ...closing, day }, { kind: 'STATEMENT_MISSING', type: 'funds.statement.missing', data }))
        count += 1
    }
  }
  for (const one of await selectDiffering(pool, BATCH)) {
    const { account, currency, day: date, formats } = one
    const [said, read] = [BigInt(one.reported), BigInt(one.read)]
    const amounts = { reported: minorToText(said), read: minorToText(read), difference: minorToText(said - read) }
    const data = { account: ibans.get(account) ?? account, currency, date, formats, ...amounts }
    if (await notice(ctx, one, { kind: 'RECEIPTS_DIFFER', type: 'funds.receipts.differ', data })) count += 1
  }
  return count
}

/** Banking days after the last statement of which the next banking day has passed, too: banks send it in the course of that. */
function missingDays(
  { currency, day: last }: LastClosing,
  { from, today }: { from: CivilDate; today: CivilDate },
): string[] {
  const calendar = calendarOfCurrency(currency)
  const days: string[] = []
  let day = addBankingDays(calendar, last < from ? from : last, 1)
  while (addBankingDays(calendar, day, 1) < today) {
    days.push(day)
    day = addBankingDays(calendar, day, 1)
  }
  return days
}

function keyOf({ account, currency, day }: AccountDay): string {
  return `${account} ${currency} ${day}`
}

type Notice = { kind: NoticeKind } & (
  | { type: 'funds.statement.missing'; data: EventData<'funds.statement.missing'> }
  | { type: 'funds.receipts.differ'; data: EventData<'funds.receipts.differ'> }
)

async function notice(ctx: Ctx, accountDay: AccountDay, { kind, ...stated }: Notice): Promise<boolean> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    if (!(await insertNotice(tx, accountDay, kind, ctx.platform.clock.now()))) return false
    const subject = `account:${stated.data.account}`
    await emitAll(ctx, tx, [{ clientId: OPERATOR_TENANT, subject, ...stated }])
    ctx.log.warn(
      stated.data,
      kind === 'STATEMENT_MISSING' ? 'a bank statement is missing' : 'receipts differ from the reported sum',
    )
    return true
  })
}
