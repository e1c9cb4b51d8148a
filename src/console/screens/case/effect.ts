/** The effect of an act on a case: the case before and after it, and what is planned from then on. No moment and no new id stands in it. */
import { type Html, type HtmlValue, html } from '../../html.ts'
import { money } from '../../parts/money.ts'
import { addressText } from './debtor.ts'
import { instalments } from './plan.ts'
import { type ShownCase, invoiceIn } from './case-data.ts'
import { statusBadge, titled, worded } from './words.ts'

export function effectOf(before: ShownCase, after: ShownCase): Html {
  const { currency } = after.summary
  const changes = LINES.map((line) => ({ name: line.name, was: line.of(before), is: line.of(after) }))
  const letters = newLetters(before, after)
  return html`<div class="table" role="region" aria-label="The case before and after" tabindex="0"><table class="changes"><caption>The case before and after</caption>
<thead><tr><th scope="col">What</th><th scope="col">Now</th><th scope="col">After</th></tr></thead>
<tbody>${changes.map(
    ({ name, was, is }) =>
      html`<tr${was !== is && html` class="changed"`}><th scope="row">${name}</th><td>${shown(name, was, currency)}</td><td>${shown(name, is, currency)}</td></tr>
`,
  )}</tbody></table></div>
${letters.length > 0 && html`<p><strong>Letters that go to the debtor:</strong> ${letters.map(worded).join(', ')}.</p>`}
${plans(before, after)}
${ahead(after)}`
}

type Value = string | number | null
interface Line {
  name: string
  of(view: ShownCase): Value
}

const LINES: readonly Line[] = [
  { name: 'Status', of: ({ summary }) => summary.status },
  { name: 'Reason', of: ({ summary }) => summary.closingReason ?? summary.statusReason },
  { name: 'Stage', of: ({ summary }) => summary.stage },
  { name: 'Owed', of: ({ balance }) => balance.totalAmount },
  { name: 'Capital', of: ({ balance }) => balance.capitalAmount },
  { name: 'Interest', of: ({ balance }) => balance.interestAmount },
  { name: 'Costs', of: ({ balance }) => balance.costsAmount },
  { name: 'Disputed', of: ({ balance }) => balance.disputedAmount },
  { name: 'Due date', of: (view) => invoiceIn(view).caseDueDate },
  {
    name: 'Next step',
    of: ({ next }) => (next === null ? null : `${titled(next.action)} on ${next.date}`),
  },
  { name: 'Reached by', of: ({ debtor }) => reachOf(debtor) },
]

function reachOf(debtor: Record<string, unknown>): string | null {
  const { address, email } = debtor as { address?: Record<string, string>; email?: string }
  const parts = [...(address === undefined ? [] : [addressText(address)]), ...(email === undefined ? [] : [email])]
  return parts.length === 0 ? null : parts.join(', ')
}

function shown(name: string, value: Value, currency: string): HtmlValue {
  if (value === null) return html`<span class="hint">none</span>`
  if (typeof value === 'number') return money(value, currency)
  if (name === 'Status') return statusBadge(value)
  return name === 'Stage' || name === 'Reason' ? worded(value) : value
}

function newLetters(before: ShownCase, after: ShownCase): string[] {
  const known = new Set(before.events.map(({ eventId }) => eventId))
  return after.events.flatMap(({ eventId, kind, data }) =>
    kind === 'LETTER_CREATED' && !known.has(eventId) ? [String(data['letter'])] : [],
  )
}

function plans(before: ShownCase, after: ShownCase): Html | null {
  const { paymentPlan, summary, balance } = after
  if (paymentPlan === null || paymentPlan.planId === before.paymentPlan?.planId) return null
  return html`<p>The plan costs ${money(paymentPlan.feeAmount, summary.currency)} ${
    paymentPlan.rule !== null && html`by <code>${paymentPlan.rule}</code>`
  }; the debtor accepts it by the first payment.</p>
${instalments(paymentPlan, summary.currency, balance.asOf)}`
}

function ahead({ timeline }: ShownCase): Html {
  const planned = timeline.filter((one) => one.planned)
  if (planned.length === 0) return html`<p>No further step is planned after it.</p>`
  return html`<p><strong>Planned after it:</strong></p><ul>${planned.map(
    ({ date, text }) => html`<li>${date} ${text}</li>`,
  )}</ul>`
}
