/** A person says whose money it is: the form, and the effect before it happens. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { AccountCheck } from '../../../funds/check-funds.ts'
import type { AttributionEffect } from '../../../funds/history.ts'
import { type Html, html } from '../../html.ts'
import { type FormState, field, select } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { money } from '../../parts/money.ts'
import { table } from '../../parts/table.ts'

const SOURCES = {
  FORWARD: { part: 'BROUGHT_FORWARD', text: 'Money from before the first statement' },
  OUT: { part: 'MONEY_OUT', text: 'Money that left without a payout' },
} as const
const OWNERS = {
  AGENCY: 'is the agency’s own',
  CLIENTS: 'is owed to clients',
  UNALLOCATED: 'waits for a case',
} as const

export function attributeForm(
  { parts, currency }: AccountCheck,
  { action, refusal, form }: { action: string; refusal: string | undefined; form: FormState },
): Html | null {
  const unexplained = Object.entries(SOURCES).flatMap(([from, { part, text }]) => {
    const amount = parts.find((one) => one.of === part)?.amount ?? 0n
    return amount === 0n ? [] : [{ from, text, amount: amount < 0n ? -amount : amount }]
  })
  if (unexplained.length === 0) return null
  if (refusal !== undefined) return greyed('Record the owner of money', refusal)
  const options = unexplained.flatMap(({ from, text }) =>
    Object.entries(OWNERS).map(([to, owner]) => ({ value: `${from}-${to}`, label: `${text} ${owner}` })),
  )
  return html`<section id="attribute"><h2>Record the owner of money</h2>
<ul class="plain">${unexplained.map(({ text, amount }) => html`<li>${text}: ${money(minorToNumber(amount), currency)}</li>`)}</ul>
<form method="post" action="${action}" class="narrow">
${select({ name: 'what', label: 'Owner', value: form.values['what'] ?? options[0]?.value, options })}
${field(form, { name: 'amount', label: `Amount in ${currency}`, hint: 'Such as 100.00', isRequired: true })}
${field(form, { name: 'reason', label: 'Reason, for the audit', isRequired: true })}
<button>See the effect</button></form></section>`
}

/** The parts of the books before and after. */
export function attributionEffect({ before, after }: AttributionEffect, currency: string): Html {
  const partsOf = ({ accounts }: AttributionEffect['before']) =>
    new Map(
      accounts
        .filter((one) => one.currency === currency)
        .flatMap(({ parts }) => parts.map((one) => [one.of, one.amount] as const)),
    )
  const [from, to] = [partsOf(before), partsOf(after)]
  const rows = [...new Set([...from.keys(), ...to.keys()])].filter((part) => from.get(part) !== to.get(part))
  const shown = (amount: bigint | undefined) => money(minorToNumber(amount ?? 0n), currency)
  return table(
    {
      caption: 'The books, before and after',
      columns: [
        { head: 'Part', cell: (part) => part.toLowerCase().replaceAll('_', ' ') },
        { head: 'Before', isNumber: true, cell: (part) => shown(from.get(part)) },
        { head: 'After', isNumber: true, cell: (part) => html`<strong>${shown(to.get(part))}</strong>` },
      ],
      empty: 'Nothing changes.',
    },
    rows,
  )
}
