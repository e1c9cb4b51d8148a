import { type CivilDate, addDays } from '@saatava/core/dates.ts'
import { correct } from '../journal/correct.ts'
import { post } from '../journal/post.ts'
import { postAll } from '../journal/post-all.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { type AccountName, type FundsAccount, ensureAccounts, lockAccount, setOpening } from './account-queries.ts'
import { selectFirstStatement } from './statement-queries.ts'
import { selectForwardByDay, selectMovedBefore } from './totals-queries.ts'

/**
 * Books what an account held before its first statement: the bank account gets the opening balance, and the other side is
 * brought forward until a person names its owner. Movements of earlier days, from other files, are in that balance.
 * Where an earlier statement comes later, its opening balance takes the place of the other.
 */
export async function bringForward(ctx: Ctx, tx: Tx, name: AccountName): Promise<void> {
  const at = ctx.platform.clock.now()
  const [known] = await ensureAccounts(tx, [name], at)
  if (known === undefined) throw new Error(`there is no account ${name.account} in ${name.currency}`)
  const account = await lockAccount(tx, known.accountNo)
  const first = await selectFirstStatement(tx, name)
  if (first === undefined || first.opening === null) return
  const openedOn = first.fromDay ?? first.day
  if (account.openedOn !== null && account.openedOn <= openedOn) return
  const source = `account:${account.accountNo}`
  const day = { at, bookingDate: addDays(openedOn, -1), source }
  if (account.openedOn !== null) await takeOpeningBack(tx, account, { openedOn, at })
  // The sum booked on the account for earlier days, less the sum that is brought forward for it already.
  const moved = await selectMovedBefore(tx, account.accountNo, openedOn)
  const amount = first.opening - moved
  const { accountNo: caseId, currency } = account
  const transactionId = await post(tx, {
    ...{
      clientId: OPERATOR_TENANT,
      kind: 'BROUGHT_FORWARD',
      ...day,
      details: { opening: first.opening.toString(), openedOn },
    },
    postings: [
      { account: 'BANK', caseId, currency, amount },
      { account: 'BROUGHT_FORWARD', caseId, currency, amount: -amount },
    ],
  })
  await setOpening(tx, account.accountNo, { openedOn, transactionId: transactionId ?? null })
}

/** Days that were before the first statement are not any more: what moved on them moved the bank account. */
async function takeOpeningBack(
  tx: Tx,
  { accountNo: caseId, currency, openedOn: before, openingTransactionId }: FundsAccount,
  { openedOn, at }: { openedOn: CivilDate; at: Date },
): Promise<void> {
  if (before === null) return
  const entry = { clientId: OPERATOR_TENANT, at, bookingDate: addDays(before, -1), source: `account:${caseId}` }
  if (openingTransactionId !== null)
    await correct(tx, { ...entry, kind: 'OPENING_CORRECTED', corrects: openingTransactionId })
  const days = await selectForwardByDay(tx, caseId, { from: openedOn, to: entry.bookingDate })
  await postAll(
    tx,
    days.map(({ day, amount }) => ({
      ...{ ...entry, kind: 'OPENING_CORRECTED', bookingDate: day },
      postings: [
        { account: 'BANK', caseId, currency, amount },
        { account: 'BROUGHT_FORWARD', caseId, currency, amount: -amount },
      ],
    })),
  )
}
