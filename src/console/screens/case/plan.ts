/** The payment plan of a case, instalment by instalment. */
import type { ShownCase } from './case-data.ts'
import { type Html, html } from '../../html.ts'
import { type Tone, badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { money } from '../../parts/money.ts'
import { type Column, table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import { worded } from './words.ts'

export type ShownPlan = NonNullable<ShownCase['paymentPlan']>
type Instalment = ShownPlan['instalments'][number]

const TONES: Record<string, Tone> = {
  ACTIVE: 'good',
  COMPLETED: 'good',
  OFFERED: 'warn',
  BROKEN: 'bad',
  CANCELLED: 'plain',
}

export function planBadge(state: string): Html {
  return badge(worded(state), TONES[state] ?? 'plain')
}

export function plan(view: ShownCase, today: string): Html {
  const { paymentPlan, summary } = view
  if (paymentPlan === null)
    return html`<section id="plan"><h2>Plan</h2><p class="hint">There is no payment plan.</p></section>`
  const { state, feeAmount, rule, createdAt } = paymentPlan
  return html`<section id="plan"><h2>Plan</h2>
${facts([
  ['State', planBadge(state)],
  ['Offered', when(new Date(createdAt))],
  ['Fee', html`${money(feeAmount, summary.currency)} ${rule !== null && html`<code>${rule}</code>`}`],
])}
${instalments(paymentPlan, summary.currency, today)}</section>`
}

export function instalments(
  { instalments: rows, state }: Pick<ShownPlan, 'instalments' | 'state'>,
  currency: string,
  today: string,
): Html {
  const isLive = state === 'OFFERED' || state === 'ACTIVE' || state === 'BROKEN'
  const columns: Column<Instalment>[] = [
    { head: 'No.', isNumber: true, cell: ({ number }) => number },
    { head: 'Due', cell: ({ dueDate }) => html`<span class="day">${dueDate}</span>` },
    { head: 'Amount', isNumber: true, cell: ({ amount }) => money(amount, currency) },
    { head: 'Paid', isNumber: true, cell: ({ paidAmount }) => money(paidAmount, currency) },
    {
      head: 'State',
      cell: ({ amount, paidAmount, dueDate }) => {
        if (paidAmount >= amount) return badge('paid', 'good')
        if (isLive && dueDate < today) return badge('missed', 'bad')
        return paidAmount > 0 ? badge('paid in part', 'warn') : badge('open')
      },
    },
  ]
  return table({ caption: 'Instalments', columns, empty: 'The plan has no instalments.' }, rows)
}
