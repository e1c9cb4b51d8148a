import type { CaseId } from '@saatava/core/ids.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { Account } from '../../journal/accounts.ts'
import { caseBalances } from '../../journal/balances.ts'
import { type NewJournalEntry, postAll } from '../../journal/post-all.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { afterPayments } from '../after-payment.ts'
import type { Case } from '../../claims/case.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { type FedCaseEvent, recordCaseEvents } from '../../claims/record-case-events.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import { noteTask } from '../../claims/note-task.ts'
import { type LetterFee, type LetterKey, selectLetterFees } from './queries.ts'

export interface UnsentLetter extends LetterKey {
  caseId: CaseId
  why: string
}

type UnsentFee = LetterFee & Pick<UnsentLetter, 'why'>

/** The fee of an unsent letter, divided into its open part, which is waived, and the part that somebody paid. Minor units. */
interface Waiver {
  case: Case
  letter: UnsentFee
  account: Account
  waived: bigint
  paid: bigint
}

/**
 * A fee is for a letter that is sent: one that never left by any channel costs nobody anything. The open part of its fee
 * is taken back by a correction of the entry that charged it: from the debtor, or from the creditor who has withdrawn the
 * case. A part that was paid meanwhile stays paid, for a person to look at. The fee of a letter that could not be sent
 * stays in the history of the case, so that the law's caps count it.
 */
export async function waiveFees(ctx: Ctx, tx: Tx, letters: UnsentLetter[], at: Date): Promise<void> {
  const whys = new Map(letters.map(({ letterId, why }) => [letterId, why]))
  const fees = (await selectLetterFees(tx, letters)).map((fee) => ({ ...fee, why: whys.get(fee.letterId) ?? '' }))
  if (fees.length === 0) return
  const waivers: Waiver[] = []
  for (const debt of await lockCaseRows(tx, distinctCases(fees))) waivers.push(...(await waiversOf(tx, debt, fees)))
  await notePaidParts(ctx, tx, waivers, at)
  const open = waivers.filter(({ waived }) => waived > 0n)
  await postAll(
    tx,
    open.map((waiver) => waiverEntry(waiver, at)),
  )
  await recordWaivers(ctx, tx, open, at)
  const cases = new Set(open.map((waiver) => waiver.case).filter(({ status }) => status !== 'CLOSED'))
  await afterPayments(
    ctx,
    tx,
    [...cases].map((debt) => ({ case: debt, onDate: civilDateAt(at, timeZoneOf(debt.country)) })),
  )
}

function distinctCases(fees: readonly UnsentFee[]): UnsentFee[] {
  return [...new Map(fees.map((fee) => [`${fee.clientId} ${fee.caseId}`, fee])).values()]
}

/** Divides the fees of a case by what is still open of them. Payments count against the latest fees. */
async function waiversOf(tx: Tx, debt: Case, fees: readonly UnsentFee[]): Promise<Waiver[]> {
  const { clientId, caseId, currency, closingReason } = debt
  // The creditor who withdraws a case owes its fees.
  const account = closingReason === 'WITHDRAWN' ? 'DUE_FROM_CLIENT' : 'RECEIVABLE_FEES'
  let open = (await caseBalances(tx, clientId, caseId, currency))(account)
  return fees
    .filter((letter) => letter.clientId === clientId && letter.caseId === caseId)
    .map((letter) => {
      const waived = open < letter.fee ? open : letter.fee
      open -= waived
      return { case: debt, letter, account, waived, paid: letter.fee - waived }
    })
}

/** Where the rest of the case's fees was not given up, somebody has paid what is not to be paid. */
async function notePaidParts(ctx: Ctx, tx: Tx, waivers: readonly Waiver[], at: Date): Promise<void> {
  for (const { case: debt, letter, paid } of waivers) {
    if (paid === 0n || (await isGivenUp(tx, debt))) continue
    const amount = minorToNumber(paid)
    await noteTask(ctx, tx, debt, { task: 'FEE_OF_UNSENT_LETTER', letterId: letter.letterId, amount }, at)
  }
}

/** The rest of the case's fees was given up when the case was closed; of a withdrawn case, by the contract. */
async function isGivenUp(tx: Tx, { clientId, closingReason }: Case): Promise<boolean> {
  if (closingReason !== 'WITHDRAWN') return closingReason === 'WRITTEN_OFF' || closingReason === 'EXPIRED'
  return (await contractsOf(tx, [clientId]))(clientId).withdrawnCosts === 'AGENCY'
}

/** Names the entry that it corrects where the debtor is charged nothing of it any more. */
function waiverEntry({ case: debt, letter, account, waived, paid }: Waiver, at: Date): NewJournalEntry {
  const { clientId, caseId, currency, country } = debt
  const { letterId, why, step, ruleId, source } = letter
  const undone = paid === 0n && account === 'RECEIVABLE_FEES'
  return {
    ...{ clientId, kind: 'FEE_WAIVED', at, source: `case:${caseId}` },
    details: { letterId, why, step, ruleId, source },
    bookingDate: civilDateAt(at, timeZoneOf(country)),
    ...(undone ? { corrects: letter.transactionId } : {}),
    postings: [
      { account, caseId, currency, amount: -waived },
      { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount: waived },
    ],
  }
}

async function recordWaivers(ctx: Ctx, tx: Tx, waivers: readonly Waiver[], at: Date): Promise<void> {
  const events = waivers.map(({ case: debt, letter: { letterId, why }, waived }): FedCaseEvent => {
    const { clientId, caseId, invoiceNumber } = debt
    const data = { letterId, amount: minorToNumber(waived), why }
    return { clientId, caseId, invoiceNumber, kind: 'FEE_WAIVED', data }
  })
  await recordCaseEvents(ctx, tx, events, at)
}
