import { accountKey } from '@saatava/core/account-key.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { Account } from '../journal/accounts.ts'
import { post } from '../journal/post.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { lockAccount, selectAccounts } from './account-queries.ts'
import { selectBalance } from './totals-queries.ts'

/** From where a person can explain money: what an account held before its first statement, and debits without a payout. */
const EXPLAINED = { FORWARD: 'BROUGHT_FORWARD', OUT: 'MONEY_OUT' } as const satisfies Record<string, Account>
/** Owners of the money. */
const OWNERS = {
  AGENCY: 'AGENCY_OWN',
  CLIENTS: 'OWED_FROM_BEFORE',
  UNALLOCATED: 'SUSPENSE',
} as const satisfies Record<string, Account>

export interface Attribution {
  /** IBAN, or another number of the account. */
  account: string
  currency: string
  from: keyof typeof EXPLAINED
  to: keyof typeof OWNERS
  /** Minor units, above 0: so much of what the account was brought forward with, or of what has left it. */
  amount: bigint
  reason: string
}

const TIME_ZONE = timeZoneOf('FI')

/**
 * A person says whose money it is that an account held before its first statement, or that money which left it was the
 * agency's own: its fees, commissions and the bank's charges. @throws AppError NOT_FOUND, RULE
 */
export async function attributeFunds(ctx: Ctx, input: Attribution): Promise<void> {
  await retryOnDeadlock(ctx.platform.pool, (tx) => attributeIn(ctx, tx, input))
}

/** In the transaction of the caller. @throws AppError NOT_FOUND, RULE */
export async function attributeIn(ctx: Ctx, tx: Tx, input: Attribution): Promise<void> {
  const { currency, amount, reason } = input
  const key = accountKey(input.account)
  const named = (await selectAccounts(tx)).find((one) => one.account === key && one.currency === currency)
  if (named === undefined)
    throw new AppError('NOT_FOUND', `No bank file reports an account ${input.account} in ${currency}.`)
  const { accountNo: caseId } = await lockAccount(tx, named.accountNo)
  // Money that was brought forward is owed to somebody (credit); money that has left is missing (debit).
  const sign = input.from === 'FORWARD' ? 1n : -1n
  const there = sign * -(await selectBalance(tx, caseId, EXPLAINED[input.from]))
  if (amount <= 0n || amount > there)
    throw new AppError(
      'RULE',
      `Only ${minorToText(there)} ${currency} are unexplained, so ${minorToText(amount)} cannot be explained.`,
    )
  const at = ctx.platform.clock.now()
  await post(tx, {
    ...{ clientId: OPERATOR_TENANT, kind: 'FUNDS_ATTRIBUTED', at, bookingDate: civilDateAt(at, TIME_ZONE) },
    ...{ source: `account:${caseId}`, details: { by: ctx.actor } },
    postings: [
      { account: EXPLAINED[input.from], caseId, currency, amount: sign * amount },
      { account: OWNERS[input.to], caseId, currency, amount: -sign * amount },
    ],
  })
  const { from, to } = input
  const details = { from, to, currency, amount: minorToText(amount), reason: words(reason) }
  await audit(ctx, tx, OPERATOR_TENANT, 'funds.attributed', `account:${named.writtenAs}`, details)
}
