/** The acts on a payout that the bank did not pay, or of which nobody knows whether it did. */
import { Type } from 'typebox'
import { markPaidByHand, markRefusedByHand } from '../../../payouts/mark-by-hand.ts'
import { type Payout, payoutKeyOf } from '../../../payouts/payout.ts'
import { isUnderWay } from '../../../payouts/states.ts'
import type { Ctx } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors.ts'
import { payAgain } from '../../../settlements/pay-again.ts'
import { dryCheck } from '../../../platform/dry-check.ts'
import { type Html, html } from '../../html.ts'
import { act } from '../../page.ts'
import { greyed } from '../../parts/greyed.ts'
import type { Shell } from '../../shell.ts'
import { settlementPath } from './parts.ts'

const Params = Type.Object({ endToEndId: Type.String({ pattern: '^[0-9-]{14,40}$' }) })
const Form = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) })

const ACTS = {
  'mark-paid': {
    label: 'The bank paid it',
    title: 'Record that the bank paid',
    effect: 'The payout becomes PAID, and the settlement is paid in the books. Nothing is sent to the bank.',
    did: 'payout-paid',
    perform: (ctx: Ctx, name: string, reason: string) => markPaidByHand(ctx, { name, reason }),
  },
  'mark-refused': {
    label: 'The bank did not pay it',
    title: 'Record that the bank did not pay',
    effect: 'The payout becomes REJECTED, and the money is the client’s again. It waits to be paid once more.',
    did: 'payout-refused',
    perform: (ctx: Ctx, name: string, reason: string) => markRefusedByHand(ctx, { name, reason }),
  },
  'pay-again': {
    label: 'Pay it again',
    title: 'Pay the settlement again',
    effect: 'The amount joins the next payment file, to the account that the client has in its settings now.',
    did: 'payout-again',
    perform: (ctx: Ctx, name: string, reason: string) => {
      const { clientId, settlementId } = keyOf(name)
      return payAgain(ctx, { clientId, settlementId, reason })
    },
  },
} as const
type Act = keyof typeof ACTS

export function payoutActs(shell: Shell): void {
  for (const name of Object.keys(ACTS) as Act[]) {
    const { title, effect, label, did, perform } = ACTS[name]
    act(shell, {
      ...{ path: `/payout/:endToEndId/${name}`, permission: 'payout.resolve', params: Params, form: Form },
      async preview(ctx, { params: { endToEndId }, form }) {
        await dryCheck(ctx, (dry) => perform(dry, endToEndId, form.reason))
        const body = html`<p>Payout <code>${endToEndId}</code>. ${effect}</p><p>Your reason: ${form.reason}</p>`
        return { title, effect: body, button: label, back: settlementPath(keyOf(endToEndId)) }
      },
      async perform(ctx, { params: { endToEndId }, form }) {
        await perform(ctx, endToEndId, form.reason)
        shell.wake()
        return `${settlementPath(keyOf(endToEndId))}?did=${did}`
      },
    })
  }
}

function keyOf(endToEndId: string) {
  const key = payoutKeyOf(endToEndId)
  if (key === undefined) throw new AppError('NOT_FOUND', `There is no payout ${endToEndId}.`)
  return key
}

/** One form for the acts that the state allows. @param refusal why the person may not act */
export function payoutForms(payout: Payout, refusal: string | undefined): Html | null {
  const acts = actsOn(payout)
  if (acts.length === 0) return null
  if (refusal !== undefined) return greyed('Record the bank’s answer', refusal)
  const id = `reason-${payout.endToEndId}`
  return html`<form method="post" class="narrow"><div class="field"><label for="${id}">Reason, for the audit</label>
<input id="${id}" name="reason" required></div>
<div class="actions">${acts.map(
    (name) => html`<button formaction="/console/payout/${payout.endToEndId}/${name}">${ACTS[name].label}</button>`,
  )}</div></form>`
}

function actsOn({ state, doubt }: Payout): Act[] {
  if (state === 'CREATED') return []
  if (isUnderWay(state)) return ['mark-paid', 'mark-refused']
  if (doubt !== null) return ['mark-paid', 'mark-refused']
  return state === 'PAID' ? [] : ['pay-again']
}
