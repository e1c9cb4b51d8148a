/** The effect of an allocation in sentences: the division, the cases that close, and the rest. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { Claim } from '../../../claims/claim.ts'
import { totalOf } from '../../../claims/claim.ts'
import type { CaseEffect, Effect } from '../../../payments/candidates/preview-allocation.ts'
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { money } from '../../parts/money.ts'
import { caseLink } from './case-link.ts'

const NAMES = { capital: 'capital', interest: 'interest', costs: 'costs of the creditor', fees: 'fees' } as const

export function effectText({ cases, left }: Effect, currency: string): Html {
  return html`<ul class="plain">${cases.map((one) => html`<li>${caseText(one, currency)}</li>`)}
${left > 0n && html`<li>${badge('Rest', 'warn')} ${money(minorToNumber(left), currency)} of the money is left, and waits on.</li>`}</ul>`
}

function caseText(one: CaseEffect, currency: string): Html {
  const { amount, paid, after, status, closingReason } = one
  const rest = totalOf(after)
  return html`${caseLink(one, `Case ${one.caseId}`)} gets ${money(minorToNumber(amount), currency)}: ${division(paid, currency)}.
${
  closingReason === null
    ? html`${money(minorToNumber(rest), currency)} is still owed, and the case stays ${badge(status.toLowerCase())}.`
    : html`It closes as ${badge(closingReason.toLowerCase(), 'good')}.`
} ${ruleOf(one)}`
}

function division(paid: Claim, currency: string): Html {
  const parts = (['capital', 'interest', 'costs', 'fees'] as const).filter((name) => paid[name] !== 0n)
  return html`${parts.map(
    (name, i) => html`${i > 0 && ', '}${NAMES[name]} ${money(minorToNumber(paid[name]), currency)}`,
  )}`
}

/** The rule by which it is divided so. */
function ruleOf({ explanation }: CaseEffect): Html | null {
  const { rule, source, agreed } = (explanation ?? {}) as { rule?: string; source?: string; agreed?: boolean }
  const why = agreed === true ? 'By the contract with the client' : rule === undefined ? undefined : `By ${rule}`
  return why === undefined ? null : html`<span class="hint">${why}${source !== undefined && `, ${source}`}.</span>`
}
