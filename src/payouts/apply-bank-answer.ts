import type { PaymentStatus, PaymentStatusReport, StatusReason } from '../bank-files/pain-status/status-report.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { doubt, move } from './move-payouts.ts'
import type { Payout } from './payout.ts'
import { lockOfMessage, noteAnswered } from './queries.ts'
import { isUnderWay } from './states.ts'

type Verdict =
  | { kind: 'ACCEPTED' }
  | { kind: 'REJECTED'; code: string; text: string }
  | { kind: 'UNCLEAR'; why: string }

const ACCEPTED = new Set(['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACWC', 'ACWP', 'ACFC', 'ACCC'])
const REJECTED = new Set(['RJCT', 'CANC'])
/** The bank has had such a file or payment before: it says nothing of the first one. */
const DUPLICATE = new Set(['AM05', 'DU01', 'DU02', 'DU03', 'DU04', 'DU05', 'DUPL'])
const UNCLEAR = new Set(['BLCK'])

export interface Applied {
  /** What of the answer could not be applied, for people. */
  faults: string[]
  accepted: number
  rejected: number
}

/**
 * What the bank answers to a payment file, payout by payout: of file, batch and payment the most exact status counts, and a
 * refusal of the whole before all. The same answer again, or an older one, changes nothing. Nothing becomes PAID by it.
 */
export async function applyBankAnswer(ctx: Ctx, tx: Tx, report: PaymentStatusReport): Promise<Applied> {
  const { originalMessageId } = report
  const payouts = await lockOfMessage(tx, originalMessageId)
  if (payouts.length === 0)
    return { faults: [`No payment file of ours has the message id ${originalMessageId}.`], accepted: 0, rejected: 0 }
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
  const told = verdicts.map(({ payout }) => payout)
  if (report.createdAt !== undefined) await noteAnswered(tx, told, report.createdAt)
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

function verdictOn(report: PaymentStatusReport, payout: Payout): Verdict | undefined {
  const batches = report.batches.filter(
    ({ paymentInformationId: id }) => id === undefined || id === (payout.paymentInformationId ?? id),
  )
  const own = batches.flatMap(({ payments }) => payments).filter((one) => one.endToEndId === payout.endToEndId)
  const wholes = [report.group, ...batches.filter((one) => one.paymentInformationId !== undefined)].map(verdictOf)
  const refusal = wholes.find((one) => one?.kind === 'REJECTED' || one?.kind === 'UNCLEAR')
  if (refusal !== undefined) return refusal
  const verdicts = own.map(verdictOf).filter((one) => one !== undefined)
  if (new Set(verdicts.map(({ kind }) => kind)).size > 1)
    return { kind: 'UNCLEAR', why: 'The bank accepted and refused it in one answer.' }
  if (
    own.some(
      ({ amount, currency }) => amount !== undefined && (amount !== payout.amount || currency !== payout.currency),
    )
  )
    return { kind: 'UNCLEAR', why: 'The bank answered under its id about another amount.' }
  return verdicts[0] ?? wholes.findLast((one) => one !== undefined)
}

function verdictOf({ status, reasons }: PaymentStatus): Verdict | undefined {
  if (status === undefined) return undefined
  if (ACCEPTED.has(status)) return { kind: 'ACCEPTED' }
  if (UNCLEAR.has(status)) return { kind: 'UNCLEAR', why: `The bank blocks it (${status}): ${textOf(reasons)}` }
  if (!REJECTED.has(status)) return undefined
  if (reasons.some(({ code }) => code !== undefined && DUPLICATE.has(code)))
    return { kind: 'UNCLEAR', why: `The bank says that it has it already: ${textOf(reasons)}` }
  return {
    kind: 'REJECTED',
    code: reasons.find(({ code }) => code !== undefined)?.code ?? status,
    text: textOf(reasons),
  }
}

function textOf(reasons: readonly StatusReason[]): string {
  return reasons.map(({ code, text }) => [code, text].filter((part) => part !== undefined).join(' ')).join('; ')
}

function unknownIn({ originalMessageId, batches }: PaymentStatusReport, payouts: readonly Payout[]): string[] {
  const known = new Set(payouts.map(({ endToEndId }) => endToEndId))
  return batches
    .flatMap(({ payments }) => payments)
    .filter(({ endToEndId }) => endToEndId !== undefined && !known.has(endToEndId))
    .map(({ endToEndId }) => `The payment file ${originalMessageId} has no payment ${endToEndId}.`)
}
