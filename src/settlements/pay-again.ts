import { painFaults } from '../bank-files/pain/check-pain.ts'
import { civilDateAt, timeZoneOf } from '../core/dates.ts'
import { debitsBearing } from '../payments/debits-bearing.ts'
import { orderAgain } from '../payouts/order-payout.ts'
import { type Payout, endToEndIdOf } from '../payouts/payout.ts'
import { lockAttempts } from '../payouts/payouts-of-file.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { beneficiaryOf, transferOf, whyNoBeneficiary } from './beneficiary.ts'
import { selectClientsOf, writeBeneficiary } from './queries.ts'
import { joinRun } from './run-queries.ts'
import type { Beneficiary } from './settlement.ts'

const CLIENTS_NAMED_MAX = 10
/** Any right one: what is checked is the payee. */
const CHECK_IBAN = 'FI2112345600000785'

export interface PayAgain {
  settlementId: number
  /** Whose; absent where one client alone has a settlement of that number. */
  clientId?: number
  reason: string
}

export interface PaidAgain {
  endToEndId: string
  /** Of the file that it will be in. */
  messageId: string
  amount: bigint
  currency: string
  beneficiary: Beneficiary
}

/**
 * A person has a settlement paid again that the bank refused or returned, to the account that the client has now. It joins
 * the next payment file. Once: while that payout lives there is no other.
 * @throws AppError NOT_FOUND, RULE while anything says that it may have been paid
 */
export async function payAgain(ctx: Ctx, request: PayAgain): Promise<PaidAgain> {
  return withTransaction(ctx.platform.pool, async (tx) => {
    const clientId = await whose(tx, request)
    const attempts = await lockAttempts(tx, clientId, request.settlementId)
    const last = attempts.at(-1)
    if (last === undefined)
      throw new AppError('NOT_FOUND', `Client ${clientId} has no settlement ${request.settlementId} that a file paid.`)
    await requireUnpaid(tx, attempts, last)
    const settings = (await settingsOf(ctx.platform.pool, tx, new Set([clientId]))).get(clientId)
    if (settings === undefined) throw new Error(`there is no client ${clientId}`)
    const beneficiary = beneficiaryOf(settings, last.currency)
    if (beneficiary === undefined) throw new AppError('RULE', whyNoBeneficiary(settings, last.currency))
    const at = ctx.platform.clock.now()
    const today = civilDateAt(at, timeZoneOf(settings.profile.countryCode))
    requirePayable(ctx, last, beneficiary, today)
    const { messageId } = await joinRun(tx, last.currency, today, at)
    const order = { messageId, beneficiary, reason: request.reason, bookingDate: today }
    const endToEndId = await orderAgain(ctx, tx, last, order)
    await writeBeneficiary(tx, last, beneficiary)
    return { endToEndId, messageId, amount: last.amount, currency: last.currency, beneficiary }
  })
}

async function whose(tx: Tx, { settlementId, clientId }: PayAgain): Promise<number> {
  if (clientId !== undefined) return clientId
  const [one, ...others] = await selectClientsOf(tx, settlementId, CLIENTS_NAMED_MAX)
  if (one === undefined) throw new AppError('NOT_FOUND', `There is no settlement ${settlementId}.`)
  if (others.length > 0)
    throw new AppError(
      'RULE',
      `Several clients have a settlement ${settlementId}: say whose with --client, one of ${[one, ...others].join(', ')}.`,
    )
  return one
}

async function requireUnpaid(tx: Tx, attempts: readonly Payout[], last: Payout): Promise<void> {
  if (last.state !== 'REJECTED' && last.state !== 'RETURNED')
    throw new AppError(
      'RULE',
      `Payout ${last.endToEndId} is ${last.state}: only one that the bank refused or returned is paid again. Where the bank says that it was not paid and no file does, "settlement mark-refused" notes that first.`,
    )
  const doubtful = attempts.find(({ doubt }) => doubt !== null)
  if (doubtful !== undefined)
    throw new AppError(
      'RULE',
      `Payout ${doubtful.endToEndId} may have been paid: ${doubtful.doubt} Ask the bank, then note its answer with "settlement mark-paid" or "settlement mark-refused".`,
    )
  const ids = attempts.map(({ endToEndId }) => endToEndId)
  const open = await debitsBearing(tx, ids)
  if (open.length > 0)
    throw new AppError(
      'RULE',
      `A bank file has a debit that bears ${open.join(', ')} and waits to be dealt with: the settlement may have been paid.`,
    )
}

function requirePayable(ctx: Ctx, last: Payout, beneficiary: Beneficiary, today: string): void {
  const { clientId, settlementId, attempt, currency } = last
  const endToEndId = endToEndIdOf({ clientId, settlementId, attempt: attempt + 1 })
  const faults = painFaults({
    ...{ messageId: 'CHECK', createdAt: ctx.platform.clock.now(), executionDate: today, currency },
    initiator: { name: 'CHECK' },
    debtor: { name: 'CHECK', iban: CHECK_IBAN },
    payments: [transferOf({ ...last, endToEndId, beneficiary })],
  })
  if (faults.length > 0) throw new AppError('RULE', `The client cannot be paid: ${faults.join('; ')}.`)
}
