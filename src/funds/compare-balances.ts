import type { ClientId } from '@saatava/core/ids.ts'
import { minorToText } from '@saatava/core/money.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { emit } from '../events/emit.ts'
import { type WorkQueue, handleEach } from '../platform/queue/retry.ts'
import { checkFunds } from './check-funds.ts'
import {
  type Uncompared,
  insertCheck,
  markCompared,
  noteDiffers,
  postponeCompare,
  selectUncompared,
} from './compare-queries.ts'

const BATCH = 50
const LINES_SHOWN_MAX = 20

const BALANCES: WorkQueue<Uncompared & { clientId: ClientId }> = {
  name: 'bank balances to compare',
  subjectOf: ({ writtenAs, currency, day }) => `account:${writtenAs} ${currency} ${day}`,
  postpone: postponeCompare,
}

/**
 * Compares closing balances that have come with the journal, once the entries beside them have been handled: a copy that
 * is still to be set aside would be a difference. Each account and day that differs is an event of the agency and a line in
 * the log. @returns how many days were compared
 */
export async function compareBalances(ctx: Ctx, limit = BATCH): Promise<number> {
  const { pool, clock } = ctx.platform
  const due = await selectUncompared(pool, clock.now(), limit)
  const keys = due.map((one) => ({ clientId: OPERATOR_TENANT, ...one }))
  return handleEach(ctx, BALANCES, { keys, batchMax: limit }, async (one) => {
    await compare(ctx, one)
    return true
  })
}

async function compare(ctx: Ctx, one: Uncompared): Promise<void> {
  const { accountNo, day, writtenAs } = one
  const { accounts } = await checkFunds(ctx, { date: day, account: writtenAs })
  const found = accounts.find(({ currency, provenOn }) => currency === one.currency && provenOn === day)
  await withTransaction(ctx.platform.pool, async (tx) => {
    const at = ctx.platform.clock.now()
    // Another process has compared it meanwhile.
    if ((await markCompared(tx, one, at)) === 0 || found === undefined || found.bank === null) return
    await insertCheck(tx, { accountNo, day, bank: found.bank, books: found.books, at })
    await noteDiffers(tx, { accountNo, day, differs: found.difference !== 0n })
    if (found.difference === 0n) return
    const text = (amount: bigint | null) => minorToText(amount ?? 0n)
    const data = {
      ...{ account: found.account, currency: found.currency, date: day },
      bank: text(found.bank),
      books: text(found.books),
      difference: text(found.difference),
      lines: found.lines.slice(0, LINES_SHOWN_MAX).map((line) => ({ ...line, amount: minorToText(line.amount) })),
    }
    await emit(ctx, tx, OPERATOR_TENANT, 'funds.differs', `account:${found.account}`, data)
    ctx.log.warn({ ...data, lines: found.lines.length }, 'client funds differ from the bank’s balance')
  })
}
