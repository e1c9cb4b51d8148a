import { civilDateAt, timeZoneOf } from '../../core/dates.ts'
import { minorToNumber } from '../../core/money.ts'
import { accountsOfCases } from '../../journal/case-accounts.ts'
import { postAll } from '../../journal/post-all.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { emitAll } from '../../platform/events.ts'
import { afterPayments } from '../after-payment.ts'
import type { Case } from '../case.ts'
import { insertCaseEvents } from '../find-queries.ts'
import { lockCases } from '../lock-cases.ts'
import { type LetterKey, selectLetterFees } from './queries.ts'

interface Waiver {
  case: Case
  letterId: string
  amount: bigint
}

/**
 * A fee is for a letter that is sent: one that never left any way costs the debtor nothing. What of its fee is still owed
 * is taken back; what was paid of it meanwhile stays paid, for a person to look at. That it was charged stays in the
 * history of the case, so that the law's caps count it.
 */
export async function waiveFees(
  ctx: Ctx,
  tx: Tx,
  letters: (LetterKey & { caseId: number })[],
  at: Date,
): Promise<void> {
  const fees = await selectLetterFees(tx, letters)
  if (fees.length === 0) return
  const cases = new Map((await lockCases(tx, fees)).map((of) => [`${of.clientId} ${of.caseId}`, of]))
  const open = [...cases.values()].filter(({ status }) => status !== 'CLOSED')
  const accountsOf = await accountsOfCases(tx, open)
  const owed = new Map(open.map((of) => [of, accountsOf(of).balance('RECEIVABLE_FEES')]))
  const waivers = fees.flatMap(({ clientId, caseId, letterId, fee }): Waiver[] => {
    const of = open.find((one) => one.clientId === clientId && one.caseId === caseId)
    const left = (of && owed.get(of)) ?? 0n
    const amount = left < BigInt(fee) ? left : BigInt(fee)
    if (of === undefined || amount <= 0n) return []
    owed.set(of, left - amount)
    return [{ case: of, letterId, amount }]
  })
  await write(ctx, tx, waivers, at)
  const onDate = (of: Case) => civilDateAt(at, timeZoneOf(of.country))
  await afterPayments(
    ctx,
    tx,
    [...new Set(waivers.map((waiver) => waiver.case))].map((of) => ({ case: of, onDate: onDate(of) })),
  )
}

async function write(ctx: Ctx, tx: Tx, waivers: Waiver[], at: Date): Promise<void> {
  await postAll(
    tx,
    waivers.map(({ case: { clientId, caseId, currency, country }, letterId, amount }) => ({
      clientId,
      kind: 'FEE_WAIVED',
      at,
      bookingDate: civilDateAt(at, timeZoneOf(country)),
      source: `case:${caseId}`,
      details: { letterId, why: 'The letter could not be sent.' },
      postings: [
        { account: 'RECEIVABLE_FEES', caseId, currency, amount: -amount },
        { account: 'CLAIMS_OF_AGENCY', caseId, currency, amount },
      ],
    })),
  )
  const told = waivers.map(({ case: of, letterId, amount }) => ({
    of,
    data: { letterId, amount: minorToNumber(amount), why: 'The letter could not be sent.' },
  }))
  await insertCaseEvents(
    tx,
    told.map(({ of: { clientId, caseId }, data }) => ({ clientId, caseId, kind: 'FEE_WAIVED', data })),
    at,
  )
  await emitAll(
    ctx,
    tx,
    told.map(({ of: { clientId, caseId, invoiceNumber }, data }) => ({
      clientId,
      type: 'case.fee.waived',
      subject: `case:${caseId}`,
      data: { invoiceNumber, ...data },
    })),
  )
}
