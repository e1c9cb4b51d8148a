import type { CaseId, ClientId, EntryId } from '@saatava/core/ids.ts'
import { selectCaseById } from '../claims/find-queries.ts'
import { lockCaseRows, selectCasesByNumber } from '../claims/queries.ts'
import type { Case } from '../claims/case.ts'
import { accountKey } from '@saatava/core/account-key.ts'
import { minorToText } from '@saatava/core/money.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { settingsOf } from '../settings/client-settings.ts'
import type { BankEntry } from './entry.ts'
import { lockEntry, writeOutcomes } from './entry-queries.ts'
import { type RecordedDirectPayment, recordDirectPayment } from './record-direct-payment.ts'
import { placeEntries } from './place-entries.ts'

export interface DirectEntry {
  /** Id of an entry that waits because its account holds no client funds. */
  entryId: EntryId
  /** The case that it pays, by its number or its invoice's. */
  target: { caseId: CaseId } | { clientId: ClientId; invoiceNumber: number }
}

/**
 * A person says that an entry of the creditor's own account pays a case: it is recorded as a direct payment, and no client
 * funds move. @throws AppError NOT_FOUND, RULE
 */
export async function recordDirectEntry(ctx: Ctx, { entryId, target }: DirectEntry): Promise<RecordedDirectPayment> {
  return retryOnDeadlock(ctx.platform.pool, async (tx) => {
    const entry = await lockEntry(tx, entryId, ['unallocated'])
    if (entry === undefined || entry.reason !== 'OTHER_ACCOUNT')
      throw new AppError('NOT_FOUND', `No entry of another account with the id ${entryId} waits.`)
    const found = await caseOf(tx, target)
    const [locked] = await lockCaseRows(tx, [found])
    const payable = await requirePayable(ctx, tx, entry, locked ?? found)
    const { amount, paymentDate, bookingDate, reference, bankReference } = entry
    const recorded = await recordDirectPayment(ctx, tx, {
      ...{
        case: payable,
        amount,
        paymentDate,
        bookingDate,
        reference: reference ?? bankReference,
        method: 'Bank account',
      },
    })
    const { clientId, caseId } = payable
    await writeOutcomes(tx, [{ entryId, state: 'ignored', reason: 'DIRECT', clientId, paymentId: recorded.paymentId }])
    await audit(ctx, tx, clientId, 'payment.recorded-direct', `payment:${recorded.paymentId}`, {
      entryId,
      caseId,
      amount: minorToText(amount),
    })
    await placeEntries(ctx, tx, [entryId])
    return recorded
  })
}

async function caseOf(tx: Tx, target: DirectEntry['target']): Promise<Case> {
  const found =
    'caseId' in target
      ? await selectCaseById(tx, target.caseId)
      : (await selectCasesByNumber(tx, target.clientId, [target.invoiceNumber])).find(
          ({ status }) => status !== 'CLOSED',
        )
  if (found !== undefined) return found
  throw new AppError(
    'NOT_FOUND',
    'caseId' in target
      ? `There is no case ${target.caseId}.`
      : `Client ${target.clientId} has no open case of an invoice ${target.invoiceNumber}.`,
  )
}

async function requirePayable(ctx: Ctx, tx: Tx, entry: BankEntry, debt: Case): Promise<Case> {
  if (entry.amount <= 0n) throw new AppError('RULE', 'Outgoing money cannot pay a case.')
  if (debt.status === 'CLOSED') throw new AppError('RULE', `Case ${debt.caseId} is closed (${debt.closingReason}).`)
  if (debt.currency !== entry.currency)
    throw new AppError('RULE', `Case ${debt.caseId} is in ${debt.currency} and the entry in ${entry.currency}.`)
  const settings = (await settingsOf(ctx.platform.pool, tx, [debt.clientId])).get(debt.clientId)
  const accounts = settings?.settings.bankAccounts ?? []
  const names = accounts.flatMap(({ iban, bankgiro, plusgiro }) => [iban, bankgiro, plusgiro])
  if (names.some((name) => name !== undefined && accountKey(name) === entry.accountKey)) return debt
  throw new AppError(
    'RULE',
    `${entry.account} is not an account of client ${debt.clientId}: its settings name ${names.filter((name) => name !== undefined).join(', ') || 'none'}. Only money on the creditor's own account is a direct payment.`,
  )
}
