/** The steps of a policy on a time line, and beside each the limits of the law. */
import { minorToNumber } from '@saatava/core/money.ts'
import type { StepLimits } from '@saatava/law/policy-limits.ts'
import { CURRENCY_OF, isCountry } from '@saatava/law/rule.ts'
import type { Policy, PolicyStep } from '../../../claims/policy.ts'
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { money } from '../../parts/money.ts'
import { lawRulePath } from '../law/paths.ts'

/** The limits beside each step; a sentence where the law gives no answer. */
export type Limits = readonly (StepLimits | null)[] | string

export const STEP_LABELS: Record<PolicyStep['kind'], string> = {
  REMINDER: 'Reminder',
  DEMAND: 'Demand',
  OFFER_LEGAL: 'Court is offered to the creditor',
  SURVEILLANCE: 'Surveillance',
  WRITE_OFF: 'Written off',
}

export function timeLine({ steps, country }: Pick<Policy, 'steps' | 'country'>, limits: Limits): Html {
  let day = 0
  return html`${typeof limits === 'string' && html`<p class="summary">${limits}</p>`}
<ol class="timeline policy">${steps.map((step, i) => {
    day += step.afterDays
    return html`<li><span class="day">Day ${day}</span> <div><strong>${STEP_LABELS[step.kind]}</strong>
<p>${daysText(step.afterDays)} after ${i === 0 ? 'the due date' : 'the step before it'}${termText(step)}. ${feeText(step, country)}</p>
${typeof limits !== 'string' && limitsOf(limits[i] ?? null)}</div></li>
`
  })}</ol>`
}

function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

function termText({ kind, payWithinDays }: PolicyStep): string {
  return kind === 'REMINDER' || kind === 'DEMAND' ? `; the letter gives ${daysText(payWithinDays)} to pay` : ''
}

function feeText({ kind, fee }: PolicyStep, country: string): Html | null {
  if (kind !== 'REMINDER' && kind !== 'DEMAND') return null
  if (fee === 'NONE') return html`No fee.`
  if (fee === 'MOST') return html`Fee: the most that the law allows on the day.`
  return html`Fee: ${amount(BigInt(fee), isCountry(country) ? CURRENCY_OF[country] : '')}, at most what the law allows.`
}

function amount(minor: bigint, currency: string): Html {
  return money(minorToNumber(minor), currency)
}

/** The limits of one step. Each leads to its rule. */
export function limitsOf(limits: StepLimits | null): Html {
  if (limits === null) return html`<p class="law hint">The law sets no limit here.</p>`
  const { afterDays, fee, payWithinDays, refusal } = limits
  return html`<ul class="law plain">
${refusal !== null && html`<li>${badge('refused', 'bad')} ${refusal}</li>`}
${afterDays !== null && afterDays.days > 0 && html`<li>Law: not before ${daysText(afterDays.days)} ${cited(afterDays)}</li>`}
${fee !== null && fee.most > 0n && html`<li>Law: at most ${range(fee)} ${cited(fee)}</li>`}
${payWithinDays !== null && html`<li>Law: at least ${daysText(payWithinDays.days)} to pay ${cited(payWithinDays)}</li>`}
</ul>`
}

function range({ least, most, currency }: NonNullable<StepLimits['fee']>): Html {
  if (least === most) return amount(most, currency)
  return html`${amount(least, currency)} to ${amount(most, currency)}, by the capital`
}

function cited({ rule, source }: { rule: string; source: string }): Html {
  return html`<a href="${lawRulePath(rule)}" title="${source}"><code>${rule}</code></a>`
}
