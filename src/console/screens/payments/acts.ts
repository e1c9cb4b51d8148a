/** The acts on money that waits: each calls the verb that the command line calls too, and leads to the next money. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { minorToNumber, sum } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { allocateParts } from '../../../payments/allocate-manually.ts'
import { previewAllocation } from '../../../payments/candidates/preview-allocation.ts'
import { decideSame } from '../../../payments/decide-same.ts'
import { dismissEntry } from '../../../payments/dismiss-entry.ts'
import { recordDirectEntry } from '../../../payments/record-direct-entry.ts'
import { returnPayment } from '../../../payments/return-payment.ts'
import { orderReturn } from '../../../payments/returns/order-return.ts'
import { reverseManually } from '../../../payments/reverse-manually.ts'
import { unallocate } from '../../../payments/unallocate.ts'
import { listWaiting, placeText } from '../../../payments/unmatched/list-waiting.ts'
import { findWaiting } from '../../../payments/unmatched/show-waiting.ts'
import type { Ctx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/errors.ts'
import { date, oneOf } from '../../../platform/http/schema.ts'
import { snoozeTask } from '../../../tasks/snooze-task.ts'
import { dryCheck } from '../../../platform/dry-check.ts'
import { html } from '../../html.ts'
import { act } from '../../page.ts'
import type { FormState } from '../../parts/form.ts'
import { money } from '../../parts/money.ts'
import type { ConsoleCtx, PageAnswer, Shell } from '../../shell.ts'
import { effectText } from './effect.ts'
import { partsText, readParts } from './parts.ts'
import { versionOf } from './version.ts'

const REASON_CHARACTERS_MAX = 500
export const Params = Type.Object({ id: Type.String({ pattern: UUID_PATTERN }) })
const Reason = Type.String({ minLength: 1, maxLength: REASON_CHARACTERS_MAX })
const CaseNumber = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const Form = {
  allocate: Type.Object({ parts: Type.String({ pattern: String.raw`^\d+:\d+(,\d+:\d+){0,19}$` }) }),
  split: Type.Object({ cases: Type.String({ maxLength: 2_000 }) }),
  hold: Type.Object({ until: date(), taskId: Type.String({ pattern: UUID_PATTERN }) }),
  back: Type.Object({ reason: Reason, recorded: Type.Optional(oneOf(['yes'])) }),
  dismiss: Type.Object({ reason: Reason }),
  decide: Type.Object({ same: oneOf(['yes', 'no']) }),
  direct: Type.Object({ caseId: CaseNumber }),
  reverse: Type.Object({ paymentId: Type.String({ pattern: UUID_PATTERN }) }),
}
const UndoParams = Type.Object({ allocationIds: Type.String({ pattern: String.raw`^\d+(\.\d+){0,19}$` }) })

type Again = (ctx: ConsoleCtx, id: string, form: FormState) => Promise<PageAnswer>

export function actsOnPayments(shell: Shell, draw: Again): void {
  const common = (path: string) =>
    ({
      ...{ path: `/payment/:id/${path}`, params: Params },
      version: async (ctx: Ctx, { params }: { params: { id: string } }) =>
        versionOf(await findWaiting(ctx.platform.pool, params.id)),
      again: (ctx: ConsoleCtx, { params }: { params: { id: string } }, form: FormState) => draw(ctx, params.id, form),
    }) as const
  allocateActs(shell, common)
  returnActs(shell, common)
  otherActs(shell, common)
}

type Common = (path: string) => {
  path: string
  params: typeof Params
  version: (ctx: Ctx, input: { params: { id: string } }) => Promise<string>
  again: (ctx: ConsoleCtx, input: { params: { id: string } }, form: FormState) => Promise<PageAnswer>
}

function allocateActs(shell: Shell, common: Common): void {
  // The effect stands beside its button, and the amounts are those that it shows.
  act(shell, {
    ...{ ...common('allocate'), permission: 'payment.match', form: Form.allocate },
    async perform(ctx, { params: { id }, form }) {
      const parts = form.parts.split(',').map((part) => {
        const [caseId, amount] = part.split(':')
        return { caseId: Number(caseId), amount: BigInt(amount ?? 0) }
      })
      return allocateAndGoOn(ctx, id, parts)
    },
  })
  act(shell, {
    ...{ ...common('split'), permission: 'payment.match', form: Form.split },
    async preview(ctx, { params: { id }, form }) {
      const row = await findWaiting(ctx.platform.pool, id)
      const preview = await previewAllocation(ctx, { id, parts: readParts(form.cases) })
      if (preview.kind === 'refused')
        throw invalid([{ pointer: '/cases', code: 'RULE', message: preview.message, received: form.cases }])
      const total = sum(preview.effect.cases.map(({ amount }) => amount))
      return {
        title: 'Allocate the money',
        effect: effectText(preview.effect, row.currency),
        button: `Allocate ${partsText(total, row.currency)}`,
        back: `/console/payment/${id}`,
      }
    },
    perform: (ctx, { params: { id }, form }) => allocateAndGoOn(ctx, id, readParts(form.cases)),
  })
  act(shell, {
    ...{ path: '/payment/undo/:allocationIds', permission: 'payment.match', params: UndoParams },
    async perform(ctx, { params: { allocationIds } }) {
      let paymentId = ''
      for (const allocationId of allocationIds.split('.').map(Number)) {
        const undone = await unallocate(ctx, { allocationId, reason: 'Undone in the console' })
        paymentId = undone.payment.paymentId
      }
      return `/console/payment/${paymentId}?did=undone`
    },
  })
}

async function allocateAndGoOn(
  ctx: ConsoleCtx,
  id: string,
  parts: { caseId: number; amount?: bigint }[],
): Promise<string> {
  const next = await nextAfter(ctx, id)
  const written = await allocateParts(ctx, { id, parts })
  return `${next}?did=allocated&undo=${written.map(({ allocationId }) => allocationId).join('.')}`
}

/** The money after this one in the list; the list itself where there is none. */
async function nextAfter(ctx: Ctx, id: string): Promise<string> {
  const row = await findWaiting(ctx.platform.pool, id)
  const list = { clientId: null, reasons: null, currency: null, withHeld: false, limit: 2 }
  const after = await listWaiting(ctx, { ...list, after: placeText(row) })
  const fromStart = after.rows.length > 0 ? after : await listWaiting(ctx, { ...list, after: null })
  const next = fromStart.rows.find((one) => one.id !== id)
  return next === undefined ? '/console/payments' : `/console/payment/${next.id}`
}

function returnActs(shell: Shell, common: Common): void {
  act(shell, {
    ...{ ...common('return'), permission: 'payment.return', form: Form.back },
    async preview(ctx, { params: { id }, form }) {
      const row = await findWaiting(ctx.platform.pool, id)
      const amount = money(minorToNumber(BigInt(row.waiting)), row.currency)
      const to = html`<code>${row.payerAccount ?? 'no account is known'}</code>`
      return {
        title: 'Return the money to its payer',
        effect:
          form.recorded === 'yes'
            ? html`<p>${amount} is recorded as returned. No payment file is written: it was paid at the bank before.</p>`
            : html`<p>${amount} goes back to ${to}. Its payment file is written when the next banking day begins; until then
it can be cancelled. Above the limit of four eyes a second person releases it.</p>`,
        button: 'Return it',
        back: `/console/payment/${id}`,
      }
    },
    async perform(ctx, { params: { id }, form }) {
      const next = await nextAfter(ctx, id)
      const { reason, recorded } = form
      if (recorded === 'yes') await returnPayment(ctx, { id, reason })
      else await orderReturn(ctx, { id, reason })
      return `${next}?did=returned`
    },
  })
  act(shell, {
    ...{ ...common('dismiss'), permission: 'payment.match', form: Form.dismiss },
    async perform(ctx, { params: { id }, form }) {
      const next = await nextAfter(ctx, id)
      await dismissEntry(ctx, { entryId: id, reason: form.reason })
      return `${next}?did=dismissed`
    },
  })
}

function otherActs(shell: Shell, common: Common): void {
  act(shell, {
    ...{ ...common('hold'), permission: 'task.work', form: Form.hold },
    async perform(ctx, { params: { id }, form }) {
      const next = await nextAfter(ctx, id)
      await snoozeTask(ctx, form)
      return `${next}?did=held`
    },
  })
  act(shell, {
    ...{ ...common('decide'), permission: 'payment.match', form: Form.decide },
    async perform(ctx, { params: { id }, form }) {
      const next = await nextAfter(ctx, id)
      await decideSame(ctx, { entryId: id, same: form.same === 'yes' })
      return `${next}?did=decided`
    },
  })
  act(shell, {
    ...{ ...common('direct'), permission: 'payment.match', form: Form.direct },
    async perform(ctx, { params: { id }, form }) {
      const next = await nextAfter(ctx, id)
      await recordDirectEntry(ctx, { entryId: id, target: { caseId: form.caseId } })
      return `${next}?did=direct`
    },
  })
  act(shell, {
    ...{ ...common('reverse'), permission: 'payment.match', form: Form.reverse },
    async preview(ctx, { params: { id }, form }) {
      await dryCheck(ctx, (dry) => reverseManually(dry, { entryId: id, paymentId: form.paymentId }))
      return {
        title: 'The bank took a payment back',
        effect: html`<p>Payment <code>${form.paymentId}</code> leaves the books of its client. The debts that it paid are owed again
from the day on which the bank took it back, and a case that it closed opens again.</p>`,
        button: 'Take the payment back',
        back: `/console/payment/${id}`,
      }
    },
    async perform(ctx, { params: { id }, form }) {
      const next = await nextAfter(ctx, id)
      await reverseManually(ctx, { entryId: id, paymentId: form.paymentId })
      return `${next}?did=reversed`
    },
  })
}
