/** The claim as a statement with a running balance, its fees with their law, and its interest period by period. */
import { minor, minorToNumber } from '@saatava/core/money.ts'
import { type Html, html } from '../../html.ts'
import { money } from '../../parts/money.ts'
import { type Column, table } from '../../parts/table.ts'
import type { CaseData, ShownCase } from './case-data.ts'
import { ruleOf, titled } from './words.ts'

type Movement = ShownCase['movements'][number] & { balance: number }
type Cost = ShownCase['costs'][number]
type Period = ShownCase['interest'][number]

export function claim({ view }: CaseData): Html {
  const { currency } = view.summary
  const amount = (value: number, why: string) =>
    value === 0 ? html`<span class="hint">–</span>` : money(value, currency, why)
  const columns: Column<Movement>[] = [
    { head: 'Day', cell: ({ date }) => html`<span class="day">${date}</span>` },
    { head: 'What', cell: (row) => html`${row.description}${lawOf(row, view.costs)}` },
    { head: 'Capital', isNumber: true, cell: (row) => amount(row.capitalAmount, whyOf(row, '#claim')) },
    { head: 'Interest', isNumber: true, cell: (row) => amount(row.interestAmount, '#interest') },
    { head: 'Costs', isNumber: true, cell: (row) => amount(row.costsAmount, whyOf(row, '#fees')) },
    {
      head: 'Balance',
      isNumber: true,
      cell: (row) => html`<strong>${money(row.balance, currency, '#journal')}</strong>`,
    },
  ]
  return html`<section id="claim"><h2>Claim</h2>
${table({ caption: 'Statement of the claim', columns, empty: 'Nothing has been posted yet.' }, balanced(view.movements))}
</section>${fees(view)}${interest(view)}`
}

/** Each line with the balance after it. */
function balanced(movements: ShownCase['movements']): Movement[] {
  let balance = 0n
  return movements.map((line) => {
    balance += minor(line.capitalAmount) + minor(line.interestAmount) + minor(line.costsAmount)
    return { ...line, balance: minorToNumber(balance) }
  })
}

/** The transaction that posted it. */
function whyOf({ transactionId }: Movement, otherwise: string): string {
  return transactionId === null ? otherwise : `#tx-${transactionId}`
}

function lawOf({ rule, source, date }: Movement, costs: readonly Cost[]): Html | null {
  if (rule === null) return null
  const cost = costs.find((one) => one.rule === rule && one.date === date)
  return html`<br><span class="law">${ruleOf(rule, source, cost?.status)}</span>`
}

function fees({ costs, summary: { currency } }: ShownCase): Html {
  const columns: Column<Cost>[] = [
    { head: 'Day', cell: ({ date }) => html`<span class="day">${date}</span>` },
    { head: 'Fee', cell: ({ description, kind }) => html`${description || titled(kind)}` },
    { head: 'Rule and its source', cell: ({ rule, source, status }) => ruleOf(rule, source, status) },
    { head: 'Amount', isNumber: true, cell: ({ amount }) => money(amount, currency) },
  ]
  return html`<section id="fees"><h2>Fees and costs</h2>
${table({ caption: 'Fees and costs, each by its rule', columns, empty: 'Nothing has been charged.' }, costs)}</section>`
}

function interest({ interest: periods, summary: { currency } }: ShownCase): Html {
  const columns: Column<Period>[] = [
    { head: 'From', cell: ({ from }) => html`<span class="day">${from}</span>` },
    { head: 'To', cell: ({ to }) => html`<span class="day">${to}</span>` },
    { head: 'Days', isNumber: true, cell: ({ days }) => days },
    { head: 'On', isNumber: true, cell: ({ capitalAmount }) => money(capitalAmount, currency) },
    { head: 'Rate', isNumber: true, cell: rateOf },
    { head: 'Interest', isNumber: true, cell: ({ unrounded }) => unrounded },
    { head: 'Rules and their sources', cell: rulesOf },
  ]
  const caption = 'Interest by period; the sum is rounded once'
  return html`<section id="interest"><h2>Interest</h2>
${table({ caption, columns, empty: 'No interest has accrued.' }, periods)}</section>`
}

function rateOf({ rate, referenceRate, margin }: Period): Html {
  const parts =
    referenceRate === undefined ? null : html`<br><span class="hint">${referenceRate} + ${margin ?? 0}</span>`
  return html`${rate} %${parts}`
}

function rulesOf({ rules, note }: Period): Html {
  return html`<details><summary>${rules.length} rules${
    rules.some(({ status }) => status === 'unverified') && html`, some unverified`
  }</summary><ul class="rules">${rules.map(
    ({ rule, source, status, validFrom, carriedOn }) =>
      html`<li>${ruleOf(rule, source, status)} <span class="hint">in force from ${validFrom}${
        carriedOn === true && ', carried on after its end'
      }</span></li>`,
  )}</ul></details>${note !== undefined && html`<span class="hint">${note}</span>`}`
}
