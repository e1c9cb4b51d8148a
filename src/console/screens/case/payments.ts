/** The payments of a case, and how the law divided each. */
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { money } from '../../parts/money.ts'
import { type Column, table } from '../../parts/table.ts'
import type { CaseData, ShownCase } from './case-data.ts'
import { ruleOf, worded } from './words.ts'

type Payment = ShownCase['payments'][number]
const COMPONENTS = ['capital', 'interest', 'costs', 'fees'] as const

export function payments({ view, journal }: CaseData): Html {
  const columns: Column<Payment>[] = [
    { head: 'Day', cell: ({ paymentDate }) => html`<span class="day">${paymentDate}</span>` },
    { head: 'Payment', cell: payer },
    { head: 'Amount', isNumber: true, cell: (row) => money(row.amount, row.currency, whyOf(row, journal)) },
    { head: 'Division', cell: division },
  ]
  return html`<section id="payments"><h2>Payments</h2>
${table({ caption: 'Payments and how each was divided', columns, empty: 'Nothing has been paid.' }, view.payments)}</section>`
}

function payer({ payerName, reference, kind, reversedAt, settlementId, explanation }: Payment): Html {
  return html`${payerName ?? 'unknown payer'} ${kind === 'DIRECT' && badge('to the creditor')}${
    reversedAt !== null && badge('taken back', 'bad')
  }<br><span class="hint">${reference !== null && html`reference <code>${reference}</code>, `}found by ${worded(explanation.matchedBy)}${
    settlementId !== null && `, settlement ${settlementId}`
  }</span>`
}

function whyOf({ paymentId }: Payment, journal: CaseData['journal']): string {
  const posted = journal.find(({ source }) => source.endsWith(paymentId))
  return posted === undefined ? '#journal' : `#tx-${posted.transactionId}`
}

function division({ explanation, currency }: Payment): Html {
  const { before, paid, after, order, rule, source, status, agreed } = explanation
  return html`<details><summary>${order.map(worded).join(', then ')}</summary>
<table class="division"><thead><tr><th scope="col">Part</th><th scope="col" class="number">Before</th><th scope="col" class="number">Paid</th><th scope="col" class="number">After</th></tr></thead>
<tbody>${COMPONENTS.filter((name) => before[name] !== 0 || paid[name] !== 0).map(
    (name) =>
      html`<tr><th scope="row">${name}</th><td class="number">${money(before[name], currency)}</td><td class="number">${money(paid[name], currency)}</td><td class="number">${money(after[name], currency)}</td></tr>`,
  )}</tbody></table>
<p class="law">${agreed ? 'The contract sets the order. ' : null}${ruleOf(rule, source, status)}</p></details>`
}
