import type { PaymentStatusReport } from '@saatava/bank-files/pain-status/status-report.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { doubt, move } from './move-payouts.ts'
import type { Payout } from './payout.ts'
import { lockOfMessage, noteAnswered } from './queries.ts'
import { isUnderWay } from './states.ts'
import { type Verdict, verdictOn } from './verdict-on.ts'

export interface Applied {
  /** Parts of the answer that could not be applied, for people. */
  faults: string[]
  accepted: number
  rejected: number
}

/**
 * Applies the bank's answer to a payment file, payout by payout. The most exact status of file, batch and payment
 * counts, and a refusal of the whole counts before all. A repeated or older answer changes nothing. Nothing becomes
 * PAID by it.
 */
export async function applyBankAnswer(ctx: Ctx, tx: Tx, report: PaymentStatusReport): Promise<Applied> {
  const { originalMessageId } = report
  const payouts = await lockOfMessage(tx, originalMessageId)
  if (payouts.length === 0)
    return {
      faults: [`No payment file of this service has the message id ${originalMessageId}.`],
      accepted: 0,
      rejected: 0,
    }
  const faults = unknownIn(report, payouts)
  const verdicts = payouts.flatMap((payout) => {
    const verdict = verdictOn(report, payout)
    return verdict === undefined ? [] : [{ payout, verdict }]
  })
  const accepted = verdicts.filter(({ verdict }) => verdict.kind === 'ACCEPTED').map(({ payout }) => payout)
  await move(
    ctx,
    tx,
    accepted.filter(({ state }) => state === 'CREATED' || state === 'SENT'),
    { to: 'ACCEPTED' },
  )
  const late = accepted.filter((one) => one.state === 'REJECTED' && !isOlder(report, one))
  await doubt(ctx, tx, late, 'The bank accepted it after it had refused it.')
  let rejected = 0
  for (const { payout, verdict } of verdicts) {
    if (verdict.kind === 'REJECTED') rejected += await reject(ctx, tx, report, payout, verdict)
    if (verdict.kind === 'UNCLEAR') await doubt(ctx, tx, [payout], verdict.why)
  }
  const answered = verdicts.map(({ payout }) => payout)
  if (report.createdAt !== undefined) await noteAnswered(tx, answered, report.createdAt)
  return { faults, accepted: accepted.length, rejected }
}

async function reject(
  ctx: Ctx,
  tx: Tx,
  report: PaymentStatusReport,
  payout: Payout,
  { code, text }: Extract<Verdict, { kind: 'REJECTED' }>,
): Promise<number> {
  if (payout.state === 'REJECTED' || payout.state === 'RETURNED') return 0
  if (payout.state === 'PAID') await doubt(ctx, tx, [payout], `The bank refused it (${code}) after it had been paid.`)
  else if (payout.state === 'ACCEPTED' && isOlder(report, payout))
    await doubt(ctx, tx, [payout], `The bank refused it (${code}) before it accepted it.`)
  else if (isUnderWay(payout.state)) {
    await move(ctx, tx, [payout], { to: 'REJECTED', reasonCode: code, reasonText: text })
    return 1
  }
  return 0
}

/** Made before the bank's latest answer. */
function isOlder({ createdAt }: PaymentStatusReport, { answeredAt }: Payout): boolean {
  return createdAt !== undefined && answeredAt !== null && createdAt < answeredAt
}

function unknownIn({ originalMessageId, batches }: PaymentStatusReport, payouts: readonly Payout[]): string[] {
  const known = new Set(payouts.map(({ endToEndId }) => endToEndId))
  return batches
    .flatMap(({ payments }) => payments)
    .filter(({ endToEndId }) => endToEndId !== undefined && !known.has(endToEndId))
    .map(({ endToEndId }) => `The payment file ${originalMessageId} has no payment ${endToEndId}.`)
}
