/** The transactions of the journal on a case: what every amount rests on. */
import { type Html, html } from '../../html.ts'
import { money } from '../../parts/money.ts'
import type { CaseData } from './case-data.ts'
import { titled, worded } from './words.ts'

export function journal({ journal: transactions }: CaseData): Html {
  if (transactions.length === 0)
    return html`<section id="journal"><h2>Journal</h2><p class="empty">Nothing has been posted yet.</p></section>`
  return html`<section id="journal"><h2>Journal</h2>
<div class="table" role="region" aria-label="Transactions of the journal" tabindex="0"><table>
<caption>Transactions of the journal; debits are positive</caption>
<thead><tr><th scope="col">Day</th><th scope="col">Account</th><th scope="col" class="number">Amount</th></tr></thead>
${transactions.map(
  ({ transactionId, kind, bookingDate, source, corrects, postings }) => html`<tbody id="tx-${transactionId}">
<tr><th scope="rowgroup" colspan="3">${titled(kind)} <span class="hint">${source}${corrects !== null && `, corrects ${corrects}`}</span> <code data-copy>${transactionId}</code></th></tr>
${postings.map(
  ({ account, amount, currency }) =>
    html`<tr><td><span class="day">${bookingDate}</span></td><td>${worded(account)}</td><td class="number">${money(amount, currency)}</td></tr>
`,
)}</tbody>
`,
)}</table></div></section>`
}
