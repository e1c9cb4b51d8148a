import type { ClientId, SettlementId } from '@saatava/core/ids.ts'
import type { ClientFundsAccount } from '../agency/account.ts'
import { collectionAccountOf } from '../agency/collection-account-of.ts'
import { clientFundsAccounts } from '../agency/read-agency.ts'
import { painFaults } from '@saatava/bank-files/pain/check-pain.ts'
import { contractsOf } from '../claims/contracts-of.ts'
import { missingBic } from '@saatava/core/bank-account.ts'
import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { selectDebitsBearing } from '../payments/entry-queries.ts'
import { orderAgain } from '../payouts/order-payout.ts'
import { type Payout, endToEndIdOf } from '../payouts/payout.ts'
import { lockAttempts } from '../payouts/queries.ts'
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
  settlementId: SettlementId
  /** Client of the settlement; absent where one client alone has a settlement of that number. */
  clientId?: ClientId
  reason: string
}

export interface PaidAgain {
  endToEndId: string
  /** Id of the file that it will be in. */
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
    const debtor = await paidFrom(ctx, tx, last)
    const { messageId } = await joinRun(tx, debtor, today, at)
    const order = { messageId, debtorIban: debtor.iban, beneficiary, reason: request.reason, bookingDate: today }
    const endToEndId = await orderAgain(ctx, tx, last, order)
    await writeBeneficiary(tx, last, beneficiary)
    return { endToEndId, messageId, amount: last.amount, currency: last.currency, beneficiary }
  })
}

/**
 * The account that the last payout was to leave: there its money still is, or is again, whatever the contract says now.
 * Where that account has ended, the client's collection account.
 */
async function paidFrom(ctx: Ctx, tx: Tx, { clientId, currency, debtorIban }: Payout): Promise<ClientFundsAccount> {
  const accounts = await clientFundsAccounts(ctx.platform, tx)
  const before = accounts.find((one) => one.currency === currency && one.iban === debtorIban)
  const contract = (await contractsOf(tx, new Set([clientId])))(clientId)
  const account = before ?? collectionAccountOf(accounts, { currency, contract })
  const message = account === undefined ? 'is missing' : missingBic(account)
  if (account === undefined || message !== undefined)
    throw new AppError(
      'RULE',
      account === undefined
        ? `The agency has no account of client funds in ${currency}: "saatava agency account add" adds one.`
        : `The BIC of the agency's account ${account.iban} ${message}.`,
    )
  return account
}

async function whose(tx: Tx, { settlementId, clientId }: PayAgain): Promise<number> {
  if (clientId !== undefined) return clientId
  const [one, ...others] = await selectClientsOf(tx, settlementId, CLIENTS_NAMED_MAX)
  if (one === undefined) throw new AppError('NOT_FOUND', `There is no settlement ${settlementId}.`)
  if (others.length > 0)
    throw new AppError(
      'RULE',
      `Several clients have a settlement ${settlementId}: name the client with --client, one of ${[one, ...others].join(', ')}.`,
    )
  return one
}

async function requireUnpaid(tx: Tx, attempts: readonly Payout[], last: Payout): Promise<void> {
  if (last.state !== 'REJECTED' && last.state !== 'RETURNED')
    throw new AppError(
      'RULE',
      `Payout ${last.endToEndId} is ${last.state}: only a payout that the bank refused or returned can be paid again. If the bank says that it was not paid, but no bank file reports it, first use "settlement mark-refused".`,
    )
  const doubtful = attempts.find(({ doubt }) => doubt !== null)
  if (doubtful !== undefined)
    throw new AppError(
      'RULE',
      `Payout ${doubtful.endToEndId} may have been paid: ${doubtful.doubt} Ask the bank, then record its answer with "settlement mark-paid" or "settlement mark-refused".`,
    )
  const ids = attempts.map(({ endToEndId }) => endToEndId)
  const open = await selectDebitsBearing(tx, ids)
  if (open.length > 0)
    throw new AppError(
      'RULE',
      `A bank file has an unprocessed debit with ${open.join(', ')}: the settlement may have been paid.`,
    )
}

function requirePayable(ctx: Ctx, last: Payout, beneficiary: Beneficiary, today: CivilDate): void {
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
