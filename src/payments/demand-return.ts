import { minorToText } from '@saatava/core/money.ts'
import { demandApproval } from '../approvals/demand.ts'
import { fourEyesOf } from '../approvals/setting.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'

interface Returned {
  subject: string
  /** Minor units. */
  amount: bigint
  currency: string
  /** It was paid at the bank before, and is only recorded. */
  isRecorded: boolean
  /** The account that a payment file pays. */
  to?: string
}

/** Demands a second person for a return above the limit. */
export async function demandReturn(
  ctx: Ctx,
  tx: Tx,
  { id, amount: part, reason }: { id: string; amount?: bigint; reason?: string },
  { subject, amount, currency, isRecorded, to }: Returned,
): Promise<void> {
  const { limitMinor } = await fourEyesOf(ctx.platform, tx)
  if (ctx.approval === undefined && amount <= BigInt(limitMinor)) return
  await demandApproval(ctx, tx, {
    ...{ action: 'payment.return', clientId: OPERATOR_TENANT, subject },
    input: { id, reason, isRecorded, ...(part === undefined ? {} : { amount: String(part) }) },
    preview: { amount: minorToText(amount), currency, isRecorded, to: to ?? null },
  })
}
