/** The draft of the next version of a policy: a form, with the limits of the law beside each step. */
import { EVENT_LETTERS } from '@saatava/einvoice/model/document.ts'
import { STEP_KINDS } from '../../../claims/policy.ts'
import { type Draft, readDraft } from '../../../dunning/policies/check-policy.ts'
import { type PolicyVersion, limitsOfPolicy } from '../../../dunning/policies/show-policy.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Html, html } from '../../html.ts'
import { type FormState, errorSummary, field, versionField } from '../../parts/form.ts'
import type { ConsoleCtx, PageAnswer } from '../../shell.ts'
import { worded } from '../case/words.ts'
import { ROWS_MAX, ROWS_MORE, currencyOf, draftOf, rowsIn, valuesOf } from './draft-input.ts'
import { type Limits, STEP_LABELS, limitsOf } from './steps.ts'

export async function draftPage(ctx: ConsoleCtx, newest: PolicyVersion, form: FormState): Promise<PageAnswer> {
  const isNew = Object.keys(form.values).length === 0
  const values = isNew ? valuesOf(newest) : form.values
  const draft = drafted(values, newest)
  const limits = await limitsOfPolicy(ctx, draft)
  const shown = { ...form, values }
  const path = `/console/policy/${newest.policyId}`
  const rows = rowsIn(values)
  const count = Math.min(ROWS_MAX, Math.max(rows.at(-1) ?? 0, 0) + 1 + ROWS_MORE)
  return {
    title: `Draft of ${newest.policyId}`,
    body: html`${errorSummary(form)}
${introduction(newest)}
<form method="post" action="${path}/draft" class="draft">${versionField(String(newest.version))}
${field(shown, { name: 'policyId', label: 'Policy', hint: 'Another id makes another policy, which contracts may name.', isRequired: true })}
${field(shown, { name: 'name', label: 'Name', isRequired: true })}
${typeof limits === 'string' && html`<p class="summary">${limits}</p>`}
${Array.from({ length: count }, (_, i) => stepFields(shown, i, currencyOf(newest.country), limitsAt(limits, rows.indexOf(i))))}
<fieldset><legend>Letters of events, without a fee</legend>
${EVENT_LETTERS.map((letter) => tick(letter, (values['letters'] ?? '').split(',')))}</fieldset>
<div class="actions"><button class="first">Check, and run dry</button> <a class="button" href="${path}">Do not</a></div></form>`,
  }
}

function introduction({ version }: PolicyVersion): Html {
  return html`<p>A draft from version ${version}. Nothing is stored before it is published.</p>
<p>The next page checks it by the law, and runs it dry on the open cases: letters, fees and interest.</p>`
}

/** The draft of the form; the newest version where the form says none. */
function drafted(values: FormState['values'], newest: PolicyVersion): Draft {
  try {
    return readDraft(draftOf(values, newest))
  } catch (error) {
    if (error instanceof AppError) return newest
    throw error
  }
}

function limitsAt(limits: Limits, index: number): Html | null {
  const one = typeof limits === 'string' || index < 0 ? undefined : limits[index]
  return one === undefined ? null : limitsOf(one)
}

function stepFields(form: FormState, i: number, currency: string, law: Html | null): Html {
  const kind = form.values[`kind${i}`] ?? ''
  const faults = form.faults.filter(({ pointer }) => pointer === `/kind${i}`)
  return html`<fieldset class="step${faults.length > 0 && ' wrong'}"><legend>Step ${i + 1}</legend>
${faults.length > 0 && html`<p class="fault" id="kind${i}-fault">${faults.map(({ message }) => message).join(' ')}</p>`}
<div class="fields"><div class="field"><label for="kind${i}">Step</label>
<select id="kind${i}" name="kind${i}"${faults.length > 0 && html` aria-invalid="true" aria-describedby="kind${i}-fault"`}><option value="">no step</option>${STEP_KINDS.map(
    (one) => html`<option value="${one}"${one === kind && html` selected`}>${STEP_LABELS[one]}</option>`,
  )}</select></div>
${field(form, { name: `after${i}`, label: 'Days after the one before', type: 'number' })}
${field(form, { name: `fee${i}`, label: `Fee: MOST, NONE or ${currency}` })}
${field(form, { name: `pay${i}`, label: 'Days to pay', type: 'number' })}</div>
${law}</fieldset>`
}

function tick(letter: string, chosen: readonly string[]): Html {
  return html`<label class="tick"><input type="checkbox" name="letters" value="${letter}"${chosen.includes(letter) && html` checked`}> ${worded(letter)}</label>`
}
