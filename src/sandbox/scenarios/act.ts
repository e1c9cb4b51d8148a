/** Performs one step of a scenario debtor, by the same verbs as people and banks. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { createHash } from 'node:crypto'
import { submitActions } from '../../case-api/actions/submit-actions.ts'
import type { BatchAction } from '../../case-api/actions/schemas.ts'
import { selectCasesByNumber } from '../../claims/queries.ts'
import { claimOn, totalOf } from '../../claims/claim.ts'
import { minorToText } from '@saatava/core/money.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Idempotency } from '../../platform/http/route.ts'
import { makePayment } from '../make-payment.ts'
import { selectFirstPaid } from '../payment-queries.ts'
import type { SandboxPayment } from '../payment-schemas.ts'
import type { SimulatedBank } from '../simulated-bank.ts'
import type { DueDebtor } from './queries.ts'
import type { Deed } from './scenarios.ts'

const NO_PREFERENCE = { return: undefined, waitSeconds: undefined }
const HALF = 2n
const INSTALMENTS = 3

/** Where a debtor that moves lives then; the simulated print house delivers there. */
const NEW_ADDRESSES: Record<string, { postalCode: string; postalDistrict: string }> = {
  FI: { postalCode: '33100', postalDistrict: 'Tampere' },
  SE: { postalCode: '411 03', postalDistrict: 'Göteborg' },
  NO: { postalCode: '5003', postalDistrict: 'Bergen' },
  DK: { postalCode: '8000', postalDistrict: 'Aarhus C' },
}

export interface Means {
  bank: SimulatedBank | undefined
  /** Actions wait to be performed. */
  wake(): void
}

/** @throws AppError where the case does not allow it any more: it is paid, closed, or no payment is left to take back */
export async function act(
  ctx: ClientCtx,
  debtor: DueDebtor,
  { deed, today }: { deed: Deed; today: CivilDate },
  means: Means,
): Promise<void> {
  const { invoiceNumber } = debtor
  const pay = (more: Partial<SandboxPayment>) =>
    makePayment(ctx, { invoiceNumber, ...more }, keyOf(debtor), means.bank).then(() => undefined)
  const ask = (action: BatchAction) =>
    submitActions(ctx, { actions: [action] }, keyOf(debtor), NO_PREFERENCE, means.wake).then(() => undefined)
  const data = { caseId: debtor.caseId }
  switch (deed) {
    case 'PAY_ALL':
      return pay({})
    case 'PAY_HALF':
      return pay({ amount: major((await owed(ctx, debtor, today)) / HALF) })
    case 'PAY_AGAIN':
      return pay({ amount: major((await selectFirstPaid(ctx.platform.pool, ctx.clientId, debtor.caseId)) ?? 0n) })
    case 'TAKE_BACK':
      return pay({ reverse: true })
    case 'PAY_INSTALMENT':
      return pay({ amount: major(BigInt(debtor.firstInstalment ?? 0)) })
    case 'OBJECT':
      return ask({ code: 'OBJECTION', comment: 'I did not order this.', data })
    case 'ASK_PLAN':
      return ask({ code: 'PAYMENTPLAN', data: { ...data, instalments: INSTALMENTS } })
    case 'MOVE': {
      const place = NEW_ADDRESSES[debtor.country] ?? NEW_ADDRESSES['FI']
      return ask({ code: 'ADDRESS', data: { ...data, address: { street: 'New Street 1', ...place } } })
    }
    default:
      return deed satisfies never
  }
}

async function owed(ctx: ClientCtx, { invoiceNumber }: DueDebtor, today: CivilDate): Promise<bigint> {
  const { pool } = ctx.platform
  const [debt] = await selectCasesByNumber(pool, ctx.clientId, [invoiceNumber])
  return debt === undefined || debt.status === 'CLOSED' ? 0n : totalOf(await claimOn(ctx, pool, debt, today))
}

/** A step that is tried again, because the process died in it, pays and asks once. */
function keyOf({ caseId, scenario, step }: DueDebtor): Idempotency {
  const key = `scenario ${caseId} ${scenario} ${step}`
  return { key, bodyHash: createHash('sha256').update(key).digest() }
}

function major(amount: bigint): number {
  return Number(minorToText(amount))
}
