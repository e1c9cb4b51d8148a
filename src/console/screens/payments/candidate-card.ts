import { minorToNumber, sum } from '@saatava/core/money.ts'
import type { Candidate } from '../../../payments/unmatched/show-waiting.ts'
import type { WaitingRow } from '../../../payments/list-queries.ts'
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { money } from '../../parts/money.ts'
import { caseLink } from './case-link.ts'
import { effectText } from './effect.ts'
import { factText } from '../../../payments/candidates/fact-text.ts'
import { versionOf } from './version.ts'

/** @param isFirst Enter takes it, where the facts are strong @param refusal why the person may not allocate */
export function candidateCard(
  row: WaitingRow,
  candidate: Candidate,
  { isFirst, refusal }: { isFirst: boolean; refusal: string | undefined },
): Html {
  const { cases, facts, preview } = candidate
  return html`<li class="card"><h3>${heading(candidate)}</h3>
<ul class="spoke" aria-label="Facts that speak for it">${facts.map((fact) => {
    const { title, text } = factText(fact)
    return html`<li><strong>${title}</strong> ${text}</li>`
  })}</ul>
${cases.map(
  ({ case: debt, owed }) =>
    html`<p class="hint">${[
      `Client ${debt.clientId}, invoice ${debt.invoiceNumber}, due ${debt.caseDueDate}`,
    ]}${owed !== null && html`; owed on ${row.paymentDate}: ${money(minorToNumber(owed), debt.currency)}`}</p>`,
)}
${
  preview.kind === 'effect'
    ? html`${effectText(preview.effect, row.currency)}
${button(row, candidate, { isFirst, refusal })}`
    : greyed('Allocate', preview.message)
}</li>`
}

function heading({ cases }: Candidate): Html {
  const [first] = cases
  return html`${cases.map(({ case: debt }, i) => html`${i > 0 && ' + '}${caseLink(debt, `Case ${debt.caseId}`)}`)}
${first?.case.debtor.name} ${cases.map(({ case: debt }) =>
    debt.status === 'CLOSED'
      ? badge(`closed: ${debt.closingReason?.toLowerCase() ?? ''}`, 'warn')
      : badge(debt.stage.toLowerCase()),
  )}`
}

function button(
  row: WaitingRow,
  { preview, isStrong }: Candidate,
  { isFirst, refusal }: { isFirst: boolean; refusal: string | undefined },
): Html | null {
  if (preview.kind !== 'effect') return null
  const { cases } = preview.effect
  const total = minorToNumber(sum(cases.map(({ amount }) => amount)))
  if (refusal !== undefined) return greyed('Allocate', refusal)
  const parts = cases.map(({ caseId, amount }) => `${caseId}:${amount}`).join(',')
  return html`<form method="post" action="/console/payment/${row.id}/allocate">${versionField(versionOf(row))}
<input type="hidden" name="parts" value="${parts}">
<button${isFirst && html` class="first"`}${isFirst && isStrong && html` autofocus`}>Allocate ${money(total, row.currency)}${cases.length > 1 && ` to ${cases.length} cases`}</button></form>`
}
