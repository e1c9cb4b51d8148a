/** Every action on a case: a form where it is allowed, the sentence that says why where it is not. */
import { ACTION_CODES, type ActionCode } from '../../../case-api/actions/codes.ts'
import type { PossibleAction } from '../../../case-api/actions/possible-actions.ts'
import { LEGAL_STAGES } from '../../../claims/states.ts'
import { may } from '../../../users/may.ts'
import { type Html, html } from '../../html.ts'
import { type FormState, NO_FORM, field, select, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import type { ConsoleCtx } from '../../shell.ts'
import { fieldsOf } from './action-fields.ts'
import type { CaseData } from './case-data.ts'
import { ACTION_LABELS, titled } from './words.ts'

/** A form of the page that came back, by the action or the act that it belongs to. */
export interface Returned {
  name: ActionCode | 'LEGAL_ACT' | 'ANSWER' | 'ASK'
  form: FormState
}

export interface CaseForms {
  returned: Returned | undefined
  /** The task of the work queue that led here; the next one follows the act. */
  task: string | undefined
}

/** The address of a form. */
export function actPath({ clientId, caseId }: CaseData, name: string, task: string | undefined): string {
  const query = task === undefined ? '' : `?task=${task}`
  return `/console/client/${clientId}/case/${caseId}/${name.toLowerCase().replaceAll('_', '-')}${query}`
}

export function formStateOf({ returned }: CaseForms, name: Returned['name']): FormState {
  const state = returned?.name === name ? returned.form : NO_FORM
  return { ...state, prefix: `${name.toLowerCase()}-` }
}

export function actions(ctx: ConsoleCtx, data: CaseData, forms: CaseForms): Html {
  const { grants } = ctx.session
  const lacks = may(grants, 'case.act', data.clientId) ? undefined : 'Your roles lack the permission case.act.'
  return html`<section id="actions"><h2>Actions</h2>
<p class="hint">Each but a comment shows its effect before it happens.</p>
<ul class="acts">${ACTION_CODES.map((code) => {
    const possible = data.actions.find((one) => one.code === code)
    return html`<li>${action(code, possible, data, forms, lacks)}</li>
`
  })}<li>${legalAct(ctx, data, forms)}</li></ul></section>`
}

function action(
  code: ActionCode,
  possible: PossibleAction | undefined,
  data: CaseData,
  forms: CaseForms,
  lacks: string | undefined,
): Html {
  const label = ACTION_LABELS[code]
  if (lacks !== undefined) return greyed(label, lacks)
  const refusal = possible?.refusal ?? null
  if (refusal !== null) return greyed(label, refusal.message)
  const form = formStateOf(forms, code)
  return html`<details${forms.returned?.name === code && html` open`} name="act"><summary class="button" id="act-${code}">${label}</summary>
<form method="post" action="${actPath(data, code, forms.task)}" class="narrow">${versionField(data.version)}
${fieldsOf(code, form, data)}
<button class="first">${label}${code !== 'COMMENT' && ' …'}</button></form></details>`
}

/** An act of a court or an enforcement authority. */
function legalAct(ctx: ConsoleCtx, data: CaseData, forms: CaseForms): Html {
  const label = 'Record a legal act'
  if (!may(ctx.session.grants, 'case.record', data.clientId))
    return greyed(label, 'Your roles lack the permission case.record.')
  if (data.view.summary.status === 'CLOSED') return greyed(label, 'The case is closed.')
  const form = formStateOf(forms, 'LEGAL_ACT')
  return html`<details${forms.returned?.name === 'LEGAL_ACT' && html` open`} name="act"><summary class="button" id="act-LEGAL_ACT">${label}</summary>
<form method="post" action="${actPath(data, 'LEGAL_ACT', forms.task)}" class="narrow">${versionField(data.version)}
${select({
  ...{ id: 'legal_act-stage', name: 'stage', label: 'Stage that it has reached', value: form.values['stage'] },
  options: LEGAL_STAGES.map((stage) => ({ value: stage, label: titled(stage) })),
})}
${field(form, { name: 'date', label: 'Day of the act', type: 'date', value: data.today.asOf, isRequired: true })}
${field(form, { name: 'reference', label: 'Reference there', hint: 'Such as "Protocol 26/1234".', isRequired: true })}
${field(form, { name: 'comment', label: 'Note for the agency’s people', type: 'textarea' })}
<button class="first">${label} …</button></form></details>`
}
