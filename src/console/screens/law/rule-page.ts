/** One rule of law: its versions, the person who verified each, and the forms of another person's check. */
import { ruleText, valueJson } from '@saatava/law/value-json.ts'
import type { ShownRule } from '../../../agency/show-law.ts'
import { OPERATOR_TENANT } from '../../../platform/audit.ts'
import { type Html, html } from '../../html.ts'
import { actorName } from '../../parts/actor.ts'
import { badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { type FormState, errorSummary, field } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { pendingApproval } from '../../parts/pending-approval.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx, PageAnswer } from '../../shell.ts'
import { lawRulePath } from './paths.ts'

const SOURCES = {
  label: 'Sources that you have read',
  hint: 'The act and its section, or the page of the authority, with the day.',
}

export async function rulePage(
  ctx: ConsoleCtx,
  versions: readonly ShownRule[],
  { charged, form }: { charged: string; form: FormState },
): Promise<PageAnswer> {
  const newest = versions.at(-1)
  const ruleId = newest?.rule.ruleId ?? ''
  const path = lawRulePath(ruleId)
  const refusal = refusalOf(ctx, 'law.confirm')
  const pending = await pendingApproval(ctx, { subject: 'law', clientId: OPERATOR_TENANT, from: path })
  return {
    title: ruleId,
    body: html`${pending}${errorSummary(form)}
${facts([
  ['About', newest?.about],
  ['Steps charged by it', charged],
])}
<h2>Versions</h2>
<ol class="cards">${versions.toReversed().map(
      (one) => html`<li class="card" id="from-${one.rule.validFrom}">${version(one, path, form, refusal)}</li>
`,
    )}</ol>
<h2>A new version</h2>
${refusal === undefined ? newVersion(newest, path, form) : greyed('Add a version', refusal)}
<p><a href="/console/law">All rules</a></p>`,
  }
}

export function needBadges({ needs }: Pick<ShownRule, 'needs'>): Html[] {
  const words = { UNVERIFIED: 'unverified', ENDING: 'ends within 90 days', MISSING: 'ended, none follows' }
  return needs.map((need) => html`${badge(words[need], need === 'MISSING' ? 'bad' : 'warn')} `)
}

export function timeText({ time }: Pick<ShownRule, 'time'>): Html {
  if (time === 'HOLDS') return badge('holds today', 'good')
  return badge(time === 'PAST' ? 'past' : 'to come')
}

export function verifiedText({ rule, confirmation }: ShownRule): Html | string {
  if (rule.status === 'unverified') return 'nobody yet'
  if (confirmation === undefined) return 'ships verified'
  return html`${actorName(confirmation.confirmedBy)}, ${when(confirmation.confirmedAt)}`
}

function version(shown: ShownRule, path: string, form: FormState, refusal: string | undefined): Html {
  const { rule, confirmation } = shown
  const isOpen = rule.status === 'unverified'
  const isThis = form.values['validFrom'] === rule.validFrom && form.values['value'] === undefined
  const state = { ...(isThis ? form : { values: {}, faults: [] }), prefix: `${rule.validFrom}-` }
  return html`<h3>${ruleText(rule)} ${timeText(shown)} ${needBadges(shown)}</h3>
${facts([
  [
    'Holds',
    html`<span class="day">${rule.validFrom}</span> to <span class="day">${rule.validTo ?? 'further notice'}</span>`,
  ],
  ['Source', rule.source],
  ['Verified by', verifiedText(shown)],
  ['Sources read', confirmation?.sourcesRead],
])}
${isOpen && refusal !== undefined && greyed('Confirm it', refusal)}
${
  isOpen &&
  refusal === undefined &&
  html`<details${isThis && html` open`}><summary>Confirm it</summary><form method="post" action="${path}/confirm" class="narrow">
<input type="hidden" name="validFrom" value="${rule.validFrom}">
${field(state, { ...SOURCES, name: 'sources', isRequired: true })}
<button>Look at the effect</button></form></details>`
}`
}

function newVersion(newest: ShownRule | undefined, path: string, form: FormState): Html {
  const value = newest === undefined ? '' : JSON.stringify(valueJson(newest.rule.value))
  const state = form.values['value'] === undefined ? { values: {}, faults: [] } : form
  return html`<form method="post" action="${path}/version" class="narrow">
<p class="hint">A version with an end is an exception: after it, what it covers holds again.</p>
${field(state, { name: 'validFrom', label: 'First day', type: 'date', isRequired: true })}
${field(state, { name: 'validTo', label: 'Last day', type: 'date', hint: 'Empty: until further notice.' })}
${field(state, { name: 'value', label: 'Value', type: 'textarea', value, isRequired: true })}
${field(state, { name: 'source', label: 'Where the value stands', isRequired: true })}
${field(state, { ...SOURCES, name: 'sources', isRequired: true })}
<button>Look at the effect</button></form>`
}
