import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import type { Account } from '../../journal/accounts.ts'
import { caseBalances } from '../../journal/balances.ts'
import { postAll } from '../../journal/post-all.ts'
import { uncorrected } from '../../journal/uncorrected.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emitAll } from '../../events/emit.ts'
import { afterPayments } from '../after-payment.ts'
import type { Case } from '../../claims/case.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import { insertCaseEvents } from '../../claims/find-queries.ts'
import { lockCaseRows } from '../../claims/queries.ts'
import { noteTask } from '../../claims/note-task.ts'
import { type LetterFee, type LetterKey, selectLetterFees } from './queries.ts'

interface Waiver {
  case: Case
  letter: LetterFee
  why: string
  /** The transaction that charged it, where all of it is taken back from the debtor. */
  corrects: string | undefined
  account: Account
  /** Minor units. */
  amount: bigint
}

export interface UnsentLetter extends LetterKey {
  caseId: number
  why: string
}

/**
 * A fee is for a letter that is sent: one that never left by any channel costs nobody anything. The open part of its fee
 * is taken back by a correction of the entry that charged it: from the debtor, or from the creditor who has withdrawn the
 * case. A part that was paid meanwhile stays paid, for a person to look at. The fee of a letter that could not be sent
 * stays in the history of the case, so that the law's caps count it.
 */
export async function waiveFees(ctx: Ctx, tx: Tx, letters: UnsentLetter[], at: Date): Promise<void> {
  const fees = await selectLetterFees(tx, letters)
  if (fees.length === 0) return
  const whys = new Map(letters.map(({ letterId, why }) => [letterId, why]))
  const chargedBy = await uncorrected(tx, 'FEE_CHARGED', fees.map(chargeOf))
  const cases = new Map((await lockCaseRows(tx, fees)).map((debt) => [`${debt.clientId} ${debt.caseId}`, debt]))
  const waivers: Waiver[] = []
  for (const debt of cases.values()) {
    const account = debt.closingReason === 'WITHDRAWN' ? 'FEES_OF_CLIENT' : 'RECEIVABLE_FEES'
    let left = (await caseBalances(tx, debt.clientId, debt.caseId, debt.currency))(account)
    for (const one of fees.filter(({ clientId, caseId }) => clientId === debt.clientId && caseId === debt.caseId)) {
      const { letterId } = one
      const fee = BigInt(one.fee)
      const amount = left < fee ? left : fee
      left -= amount
      const whole = account === 'RECEIVABLE_FEES' && amount === fee
      const corrects = whole ? chargedBy(chargeOf(one)) : undefined
      if (amount > 0n)
        waivers.push({ case: debt, letter: one, why: whys.get(letterId) ?? '', account, amount, corrects })
      if (amount < fee) await tellPaid(ctx, tx, debt, { letterId, amount: fee - amount }, at)
    }
  }
  await write(ctx, tx, waivers, at)
  const open = new Set(waivers.map((waiver) => waiver.case).filter(({ status }) => status !== 'CLOSED'))
  await afterPayments(
    ctx,
    tx,
    [...open].map((debt) => ({ case: debt, onDate: civilDateAt(at, timeZoneOf(debt.country)) })),
  )
}

/** Where it was not given up, somebody has paid what is not to be paid. */
async function tellPaid(
  ctx: Ctx,
  tx: Tx,
  debt: Case,
  { letterId, amount }: { letterId: string; amount: bigint },
  at: Date,
): Promise<void> {
  if (await isGivenUp(tx, debt)) return
  await noteTask(ctx, tx, debt, { task: 'FEE_OF_UNSENT_LETTER', letterId, amount: minorToNumber(amount) }, at)
}

/** The rest of the case's fees, when it was closed; of a withdrawn one, by the contract. */
async function isGivenUp(tx: Tx, { clientId, closingReason }: Case): Promise<boolean> {
  if (closingReason !== 'WITHDRAWN') return closingReason === 'WRITTEN_OFF' || closingReason === 'EXPIRED'
  return (await contractsOf(tx, [clientId]))(clientId).withdrawnCosts === 'AGENCY'
}

function chargeOf({ clientId, caseId, chargedAt }: LetterFee) {
  return { clientId, source: `case:${caseId}`, at: chargedAt }
}

async function write(ctx: Ctx, tx: Tx, waivers: Waiver[], at: Date): Promise<void> {
  await postAll(
    tx,
    waivers.map(({ case: { clientId, caseId, currency, country }, letter, why, corrects, account, amount }) => ({
      ...{ clientId, kind: 'FEE_WAIVED', at, source: `case:${caseId}` },
      details: { letterId: letter.letterId, why, step: letter.step, ruleId: letter.ruleId, source: letter.source },
      bookingDate: civilDateAt(at, timeZoneOf(country)),
      ...(corrects === undefined ? {} : { corrects }),
      postings: [
        { account, caseId, currency, amount: -amount },
        { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount },
      ],
    })),
  )
  const told = waivers.map(({ case: debt, letter: { letterId }, why, amount }) => ({
    debt,
    data: { letterId, amount: minorToNumber(amount), why },
  }))
  await insertCaseEvents(
    tx,
    told.map(({ debt: { clientId, caseId }, data }) => ({ clientId, caseId, kind: 'FEE_WAIVED', data })),
    at,
  )
  await emitAll(
    ctx,
    tx,
    told.map(({ debt: { clientId, caseId, invoiceNumber }, data }) => ({
      clientId,
      type: 'case.fee.waived',
      subject: `case:${caseId}`,
      data: { invoiceNumber, ...data },
    })),
  )
}
