/** The verb behind each gated act: it runs again with the frozen input when a second person has approved it. */
import { addAccount } from '../agency/add-account.ts'
import { confirmLaw } from '../agency/confirm-law.ts'
import { makeDefault } from '../agency/make-default.ts'
import { startRegime } from '../agency/start-regime.ts'
import type { Approval } from '../approvals/approval.ts'
import type { GatedAction } from '../approvals/gated-acts.ts'
import { startBulk } from '../bulk/start-bulk.ts'
import { endAgencyAccount } from '../case-api/contracts/end-agency-account.ts'
import { putContract } from '../case-api/contracts/put-contract.ts'
import { putPolicy } from '../dunning/policies/put-policy.ts'
import { endContract } from '../handover/end-contract.ts'
import { releaseCases } from '../handover/release-cases.ts'
import { correctClientOf } from '../onboarding/correct-client.ts'
import { returnPayment } from '../payments/return-payment.ts'
import { orderReturn } from '../payments/returns/order-return.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { putSettings } from '../settings/put-settings.ts'
import { releaseRun } from '../settlements/release-run.ts'
import { grantRole, inviteUser } from '../users/manage-users.ts'

/** The input as its verb took it: it was stored as JSON, and its hash was compared by the verb. */
type Frozen = never

const PERFORMERS: Record<GatedAction, (ctx: Ctx, approval: Approval) => Promise<unknown>> = {
  'policy.publish': (ctx, { input }) => putPolicy(ctx, input),
  'contract.publish': (ctx, { clientId, input }) => putContract(ctx, clientId, input),
  'law.confirm': (ctx, { input }) =>
    'regimeId' in input ? startRegime(ctx, input as Frozen) : confirmLaw(ctx, input as Frozen),
  'agency.account': (ctx, { input }) => changeAccount(ctx, input as Frozen),
  'client.accounts': (ctx, { clientId, input }) =>
    'settings' in input
      ? putSettings(clientCtx(ctx, clientId), input.settings as Frozen)
      : correctClientOf(ctx, input as Frozen),
  'payment.return': (ctx, { input }) => returnMoney(ctx, input as Frozen),
  'payment-file.release': (ctx, { input }) => releaseRun(ctx, input as Frozen),
  'cases.release': (ctx, { input }) => releaseCases(ctx, input as Frozen),
  'contract.end': (ctx, { input }) => endContract(ctx, input as Frozen),
  'bulk.start': (ctx, { input }) => startBulk(ctx, input as Frozen),
  'user.role': (ctx, { input }) =>
    'grants' in input ? inviteUser(ctx, input as Frozen) : grantRole(ctx, input as Frozen),
}

/** @throws whatever the verb throws */
export async function perform(ctx: Ctx, approval: Approval): Promise<void> {
  await PERFORMERS[approval.action](ctx, approval)
}

type AccountChange =
  | { change: 'add'; account: Parameters<typeof addAccount>[1] }
  | { change: 'default'; iban: string; currency?: string }
  | { change: 'end'; iban: string; currency?: string; newDefault?: string }

async function changeAccount(ctx: Ctx, input: AccountChange): Promise<unknown> {
  switch (input.change) {
    case 'add':
      return addAccount(ctx, input.account)
    case 'default':
      return makeDefault(ctx, input.iban, input.currency)
    case 'end': {
      const { change: _change, ...end } = input
      return endAgencyAccount(ctx, end)
    }
  }
}

async function returnMoney(
  ctx: Ctx,
  { isRecorded, amount, ...input }: { id: string; reason: string; amount?: string; isRecorded: boolean },
): Promise<unknown> {
  const given = { ...input, ...(amount === undefined ? {} : { amount: BigInt(amount) }) }
  return isRecorded ? returnPayment(ctx, given) : orderReturn(ctx, given)
}
