/** The result of a dry run: next steps, letters and money of the open cases that follow a policy. */
import type { DryRun, Totals } from '../../../dunning/policies/tally.ts'
import { NEXT_CHANGES } from '../../../dunning/policies/tally.ts'
import { type Html, html } from '../../html.ts'
import { money } from '../../parts/money.ts'
import { casePath } from '../../parts/paths.ts'
import { table } from '../../parts/table.ts'
import { STEP_LABELS } from './steps.ts'

const NEXT_LABELS: Record<(typeof NEXT_CHANGES)[number], string> = {
  SAME: 'on the same day',
  EARLIER: 'earlier',
  LATER: 'later',
  OTHER_STEP: 'another step',
  GONE: 'no step any more',
  ADDED: 'a step where there was none',
}

export function dryRunResult(run: DryRun): Html {
  const { cases, isWhole, held, next, stopped, interestUnknown, totals, creditors, examples } = run
  if (cases === 0)
    return html`<p class="empty">No open case that goes on automatically follows this policy${held > 0 && html`; ${held} are held up`}. New cases will.</p>`
  return html`<p class="lead">${cases}${!isWhole && ' of the first'} open ${cases === 1 ? 'case follows' : 'cases follow'} this policy and would go on automatically.
${held > 0 && html`${held} more are held up by a person, a pause, a plan or an objection, and are left out.`}</p>
${!isWhole && html`<p class="summary">There are more cases than a dry run looks at. These figures are those of the first ones.</p>`}
<h3>Their next step would come</h3>
<ul class="plain">${NEXT_CHANGES.filter((name) => next[name] > 0).map((name) => html`<li><strong>${next[name]}</strong> ${NEXT_LABELS[name]}</li>`)}</ul>
<h3>Letters and money until the last step</h3>
${table({ caption: 'All cases', empty: '', columns: [{ head: 'Currency', cell: ({ currency }: (typeof totals)[number]) => currency }, ...moneyColumns()] }, totals)}
${stopped.before + stopped.after > 0 && html`<p>A person would have to see to ${stopped.after} of them, because the law forbids a step or gives no answer; now to ${stopped.before}.</p>`}
${interestUnknown > 0 && html`<p>The interest of ${interestUnknown} is left out: the law does not know it yet for the day of their last step.</p>`}
<h3>By creditor</h3>
${table(
  {
    ...{ caption: 'By creditor', empty: '' },
    columns: [
      {
        head: 'Creditor',
        cell: ({ clientId }: (typeof creditors)[number]) =>
          html`<a href="/console/cases?client=${clientId}">${clientId}</a>`,
      },
      { head: 'Cases', cell: (row: Totals) => row.cases, isNumber: true as const },
      { head: 'Differ', cell: (row: Totals) => row.changed, isNumber: true as const },
      ...moneyColumns(),
    ],
  },
  creditors,
)}
${examples.length > 0 && html`<h3>Cases that differ</h3>${exampleTable(examples)}`}`
}

/** Each figure now and then, with an arrow between. */
function moneyColumns() {
  const arrow = (is: Html | number, would: Html | number) => html`${is} → <strong>${would}</strong>`
  return [
    {
      ...{ head: 'Letters', isNumber: true as const },
      cell: ({ letters }: Totals) => arrow(letters.before, letters.after),
    },
    {
      ...{ head: 'Fees', isNumber: true as const },
      cell: ({ fees, currency }: Totals & { currency: string }) =>
        arrow(money(fees.before, currency), money(fees.after, currency)),
    },
    {
      ...{ head: 'Interest by the last step', isNumber: true as const },
      cell: ({ interest, currency }: Totals & { currency: string }) =>
        arrow(money(interest.before, currency), money(interest.after, currency)),
    },
  ]
}

function exampleTable(examples: DryRun['examples']): Html {
  type Row = DryRun['examples'][number]
  const step = (one: Row['before']) =>
    one === null
      ? html`<span class="hint">none</span>`
      : html`<span class="day">${one.date}</span> ${STEP_LABELS[one.kind]}`
  return table(
    {
      ...{ caption: `The first ${examples.length}`, empty: '' },
      columns: [
        { head: 'Case', cell: (row: Row) => html`<a href="${casePath(row)}">${row.caseId}</a>` },
        { head: 'Next step now', cell: ({ before }: Row) => step(before) },
        { head: 'Next step then', cell: ({ after }: Row) => step(after) },
        { head: 'Letters', cell: ({ letters }: Row) => `${letters.before} → ${letters.after}`, isNumber: true },
        {
          ...{ head: 'Fees', isNumber: true as const },
          cell: ({ fees, currency }: Row) => html`${money(fees.before, currency)} → ${money(fees.after, currency)}`,
        },
      ],
    },
    examples,
  )
}
