/** The amounts that are owed today, and on a day on which somebody wants to pay. Each leads to its parts. */
import { type Html, html } from '../../html.ts'
import { field } from '../../parts/form.ts'
import { money } from '../../parts/money.ts'
import { casePath } from '../../parts/paths.ts'
import type { CaseData, ShownCase } from './case-data.ts'

export function owed(data: CaseData): Html {
  const { view, today } = data
  const { currency } = view.summary
  const isLater = view.balance.asOf !== today.asOf
  return html`<section id="owed" class="owed" aria-label="Owed">
<div class="amounts"><h2>Owed today</h2>${amounts(today, currency)}</div>
${isLater && html`<div class="amounts"><h2>If paid on ${view.balance.asOf}</h2>${amounts(view.balance, currency)}</div>`}
${view.summary.status !== 'CLOSED' && whatIf(data)}</section>`
}

function amounts(balance: ShownCase['balance'], currency: string): Html {
  const { totalAmount, capitalAmount, interestAmount, feesAmount, creditorCostsAmount, disputedAmount } = balance
  return html`<p class="total">${money(totalAmount, currency, '#claim')}</p>
<dl class="facts parts"><dt>Capital</dt><dd>${money(capitalAmount, currency, '#claim')}</dd>
<dt>Interest</dt><dd>${money(interestAmount, currency, '#interest')}</dd>
<dt>Fees</dt><dd>${money(feesAmount, currency, '#fees')}</dd>
${creditorCostsAmount > 0 && html`<dt>Creditor’s costs</dt><dd>${money(creditorCostsAmount, currency, '#fees')}</dd>`}
${disputedAmount !== null && html`<dt>Disputed</dt><dd>${money(disputedAmount, currency, '#timeline')}</dd>`}</dl>`
}

function whatIf(data: CaseData): Html {
  const { balance } = data.view
  const form = { values: {}, faults: data.faults }
  return html`<form method="get" action="${casePath(data)}" class="what-if" role="search" aria-label="What is owed on another day">
${field(form, { name: 'asOf', label: 'Sum if it is paid on', type: 'date', value: balance.asOf })}
<button>Show the sum</button></form>`
}
