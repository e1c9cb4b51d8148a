import type { CivilDate } from '@saatava/core/dates.ts'
import type { CaseId, ClientId, SettlementId } from '@saatava/core/ids.ts'
import type { ClientFundsAccount } from '../agency/account.ts'
import { collectionAccountOf } from '../agency/collection-account-of.ts'
import { agencyDetails, clientFundsAccounts } from '../agency/read-agency.ts'
import { painFaults } from '@saatava/bank-files/pain/check-pain.ts'
import type { ClientContract } from '../claims/contract.ts'
import { lockCaseRows } from '../claims/queries.ts'
import { insertCaseEvents } from '../claims/find-queries.ts'
import { missingBic } from '@saatava/core/bank-account.ts'
import { isFault } from '@saatava/core/references/fault.ts'
import { makeRf } from '@saatava/core/references/rf.ts'
import { minorToNumber, minorToText, sum } from '@saatava/core/money.ts'
import { balancesOf } from '../journal/balances-of.ts'
import { postAll } from '../journal/post-all.ts'
import {
  type SettleLine,
  selectWaitingCases,
  lockWaitingLines,
  markSettled,
  markTakenBack,
} from '../payments/settle-queries.ts'
import { orderPayout } from '../payouts/order-payout.ts'
import { endToEndIdOf, sourceOf } from '../payouts/payout.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../events/emit.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { beneficiaryOf, transferOf, whyNoBeneficiary } from './beneficiary.ts'
import { commissionOf } from './commission.ts'
import { type Deduction, deducted, deductionsFor, indebtedCases } from './deductions.ts'
import { amountOf, sign } from './lines.ts'
import { settled } from './postings.ts'
import { insertSettlement, lastNumber } from './queries.ts'
import { joinRun } from './run-queries.ts'
import { type Beneficiary, type Settlement, payoutOf } from './settlement.ts'

/**
 * Lines of one settlement, about: all of a case are in the same one. The remaining lines make another settlement of the
 * same run.
 */
const LINES_MAX = 20_000
const NUMBERS_A_DAY = 10_000

export interface SettleRequest {
  clientId: ClientId
  currency: string
  /** Civil date of the client's country. */
  date: CivilDate
  settings: SettingsInForce
  contract: ClientContract
}

export type Settled =
  | { kind: 'settled'; settlement: Settlement; lines: SettleLine[]; more: boolean }
  /** Nothing is owed, or less than was taken back: it waits for the next run. */
  | { kind: 'waits' }
  /** Something must be corrected first; nothing is lost meanwhile. */
  | { kind: 'blocked'; reason: 'NO_ACCOUNT' | 'NO_AGENCY_ACCOUNT' | 'REFUSED'; message: string }

/**
 * One settlement of what waits for a client in a currency, in the caller's transaction: allocations marked, journal,
 * settlement and events, or none of it. The cases are locked first, as all who change what is owed on them do; then each
 * case's lines must be what the journal says is owed on it, or nothing is settled.
 */
export async function settleClient(ctx: Ctx, tx: Tx, request: SettleRequest): Promise<Settled> {
  const { clientId, contract } = request
  const { caseIds, cut } = await selectWaitingCases(tx, request, LINES_MAX)
  if (caseIds.length === 0) return { kind: 'waits' }
  const indebted = await indebtedCases(tx, request)
  await lockCaseRows(
    tx,
    [...new Set([...caseIds, ...indebted])].map((caseId) => ({ clientId, caseId })),
  )
  const waiting = await lockWaitingLines(tx, request, caseIds)
  await requireOwed(tx, request, caseIds, waiting)
  const lines = waiting.map((line) =>
    line.takenBack ? line : { ...line, commission: commissionOf(line, contract.commission) },
  )
  const amount = sum(lines.map(amountOf))
  if (amount <= 0n) return { kind: 'waits' }
  const ends = await endsOf(ctx, tx, request, amount)
  if ('kind' in ends) return ends
  const deductions = await deductionsFor(tx, request, indebted, amount)
  const ownLines = { lines, deductions, amount, deducted: sum(deductions.map((one) => one.amount)), ...ends }
  const settlement = await store(ctx, tx, request, ownLines)
  await emitEvents(ctx, tx, settlement, lines, deductions)
  return { kind: 'settled', settlement, lines, more: cut }
}

/** The payout must equal the balance of the journal: a difference would cost somebody's money. */
async function requireOwed(
  tx: Tx,
  { clientId, currency }: SettleRequest,
  caseIds: readonly CaseId[],
  lines: readonly SettleLine[],
): Promise<void> {
  const balance = await balancesOf(tx, { clientId, account: 'OWED_TO_CLIENT', currency }, caseIds)
  const byCase = Map.groupBy(lines, ({ caseId }) => caseId)
  for (const caseId of caseIds) {
    const ownLines = byCase.get(caseId) ?? []
    // A reversed line has left its commission with the agency: the journal holds it until this settlement.
    const owed = sum(ownLines.map((line) => sign(line) * line.owed))
    if (balance(caseId) !== -owed)
      throw new Error(
        `on case ${caseId} ${owed} ${currency} wait to be settled, and the journal owes ${-balance(caseId)}: nothing is settled`,
      )
  }
}

/** The two accounts of the payout: the payer's and the beneficiary's. */
interface Ends {
  debtor: ClientFundsAccount
  beneficiary: Beneficiary
}

/** Both ends, or why the bank would refuse to pay between them: one such payment would keep back a whole file. */
async function endsOf(
  ctx: Ctx,
  tx: Tx,
  request: SettleRequest,
  amount: bigint,
): Promise<Ends | Extract<Settled, { kind: 'blocked' }>> {
  const { clientId, currency, date, settings } = request
  const { name } = await agencyDetails(ctx.platform, tx)
  const debtor = collectionAccountOf(await clientFundsAccounts(ctx.platform, tx), request)
  if (debtor === undefined)
    return {
      kind: 'blocked',
      reason: 'NO_AGENCY_ACCOUNT',
      message: `The agency has no account of client funds in ${currency}: "saatava agency account add" adds one.`,
    }
  const unpayable = missingBic(debtor)
  if (unpayable !== undefined)
    return {
      kind: 'blocked',
      reason: 'REFUSED',
      message: `The BIC of the agency's account ${debtor.iban} ${unpayable}.`,
    }
  const beneficiary = beneficiaryOf(settings, currency)
  if (beneficiary === undefined)
    return {
      kind: 'blocked',
      reason: 'NO_ACCOUNT',
      message: whyNoBeneficiary(settings, currency),
    }
  const settlementId = numbersOf(date).from
  const payment = transferOf({
    ...{ currency, amount, beneficiary },
    endToEndId: endToEndIdOf({ clientId, settlementId, attempt: 1 }),
    remittanceReference: referenceOf(clientId, settlementId),
  })
  const faults = painFaults({
    messageId: 'CHECK',
    createdAt: ctx.platform.clock.now(),
    initiator: { name },
    debtor: { name, iban: debtor.iban },
    ...{ executionDate: date, currency, payments: [payment] },
  })
  if (faults.length > 0) return { kind: 'blocked', reason: 'REFUSED', message: faults.join('; ') }
  return { debtor, beneficiary }
}

async function store(
  ctx: Ctx,
  tx: Tx,
  { clientId, currency, date }: SettleRequest,
  ownLines: Pick<Settlement, 'amount' | 'deducted'> & Ends & { lines: SettleLine[]; deductions: Deduction[] },
): Promise<Settlement> {
  const { lines, deductions, amount, deducted: off, debtor, beneficiary } = ownLines
  const at = ctx.platform.clock.now()
  const settlementId = await nextNumber(tx, clientId, date)
  const header = { clientId, currency, at, bookingDate: date, source: sourceOf(settlementId) }
  const posted = await postAll(tx, [deducted(header, deductions), ...settled(header, lines)])
  // Where nothing is left to pay, there is nothing for the bank to do.
  const run = off === amount ? null : await joinRun(tx, debtor, date, at)
  const runId = run?.runId ?? null
  const settlement: Settlement = {
    ...{ clientId, settlementId, currency, amount, deducted: off, beneficiary, runId },
    settlementDate: date,
    commission: sum(lines.map((line) => sign(line) * line.commission)),
    lineCount: lines.length,
    remittanceReference: referenceOf(clientId, settlementId),
    createdAt: at,
    handedOutAt: null,
  }
  const transactionId = posted.findLast((id) => id !== undefined) ?? ''
  await insertSettlement(tx, { ...settlement, transactionId })
  if (run !== null)
    await orderPayout(ctx, tx, {
      ...{ clientId, settlementId, currency, beneficiary },
      ...{ messageId: run.messageId, debtorIban: debtor.iban },
      amount: payoutOf(settlement),
    })
  const fresh = lines.filter(({ takenBack }) => !takenBack)
  const back = lines.filter(({ takenBack }) => takenBack).map(({ allocationId }) => allocationId)
  const marked =
    (await markSettled(tx, clientId, settlementId, fresh)) + (await markTakenBack(tx, clientId, settlementId, back))
  if (marked !== lines.length)
    throw new Error(`${marked} of ${lines.length} allocations were free to be settled: nothing is settled`)
  return settlement
}

async function emitEvents(
  ctx: Ctx,
  tx: Tx,
  settlement: Settlement,
  lines: readonly SettleLine[],
  deductions: readonly Deduction[],
): Promise<void> {
  const { clientId, settlementId, settlementDate, amount, currency } = settlement
  await emit(ctx, tx, clientId, 'settlement.created', sourceOf(settlementId), {
    settlementId,
    settlementDate,
    amount: minorToNumber(amount),
    paidAmount: minorToNumber(payoutOf(settlement)),
    currency,
    allocations: lines.length,
  })
  await audit(ctx, tx, clientId, 'settlement.made', sourceOf(settlementId), {
    ...{ amount: minorToText(amount), paidAmount: minorToText(payoutOf(settlement)), currency },
    allocations: lines.length,
  })
  const events = [...Map.groupBy(lines, ({ caseId }) => caseId)].map(([caseId, ownLines]) => ({
    clientId,
    caseId,
    kind: 'SETTLED' as const,
    data: { settlementId, settlementDate, amount: minorToNumber(sum(ownLines.map(amountOf))), currency },
  }))
  const taken = deductions.map((one) => ({
    clientId,
    caseId: one.caseId,
    kind: 'FEES_DEDUCTED' as const,
    data: { settlementId, settlementDate, amount: minorToNumber(one.amount), currency },
  }))
  await insertCaseEvents(tx, [...events, ...taken], settlement.createdAt)
}

/** The numbers of a day: YYYYMMDD0001 to YYYYMMDD9999. */
export function numbersOf(date: CivilDate): { from: number; to: number } {
  const base = Number(date.replaceAll('-', '')) * NUMBERS_A_DAY
  return { from: base + 1, to: base + NUMBERS_A_DAY - 1 }
}

async function nextNumber(tx: Tx, clientId: ClientId, date: CivilDate): Promise<number> {
  const range = numbersOf(date)
  const last = await lastNumber(tx, clientId, range)
  if (last === range.to) throw new RangeError(`client ${clientId} has ${NUMBERS_A_DAY - 1} settlements on ${date}`)
  return last === undefined ? range.from : last + 1
}

/** An RF reference of client and settlement, by which the client knows the payment on its account. */
function referenceOf(clientId: ClientId, settlementId: SettlementId): string {
  const made = makeRf(`${clientId}${settlementId}`)
  if (isFault(made)) throw new RangeError(made.fault)
  return made.value
}
