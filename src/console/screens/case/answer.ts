/** The decision that the case waits for, at the top of its page: one text and one key. */
import { may } from '../../../users/may.ts'
import { type Html, html } from '../../html.ts'
import { field, versionField } from '../../parts/form.ts'
import type { ConsoleCtx } from '../../shell.ts'
import { type CaseForms, actPath, formStateOf } from './actions.ts'
import type { CaseData } from './case-data.ts'

export function answer(ctx: ConsoleCtx, data: CaseData, forms: CaseForms): Html | null {
  if (!may(ctx.session.grants, 'case.act', data.clientId)) return null
  const isAllowed = (code: string) => data.actions.some((one) => one.code === code && one.refusal === null)
  if (data.view.summary.status === 'DISPUTED' && isAllowed('OBJECTION'))
    return objection(data, forms, isAllowed('RESUME'))
  if (isAllowed('APPROVE')) return approval(data, forms)
  return null
}

function objection(data: CaseData, forms: CaseForms, mayResume: boolean): Html {
  const form = formStateOf(forms, 'ANSWER')
  const path = (code: string) => actPath(data, code, forms.task)
  return html`<section id="answer" class="answer"><h2>The debtor objects: answer</h2>
${said(data)}
<form method="post" action="${path('OBJECTION')}">${versionField(data.version)}<input type="hidden" name="answers" value="yes">
${field(form, { name: 'comment', label: 'Your reason', type: 'textarea', hint: 'The creditor reads it. It is needed where the objection has no ground.', hasFocus: true })}
<div class="actions"><button class="first" name="objection" value="WITHOUT_RELEVANT_GROUND">No relevant ground: collect on …</button>
${mayResume && html`<button formaction="${path('RESUME')}">It is resolved: go on …</button>`}
<button formaction="${path('WITHDRAW')}">The debtor is right: withdraw …</button></div></form></section>`
}

/** The words of the last objection. */
function said({ view }: CaseData): Html | null {
  const event = view.events.findLast(({ kind, data }) => kind === 'ACTION_PERFORMED' && data['code'] === 'OBJECTION')
  const comment = event?.data['comment']
  return typeof comment === 'string' ? html`<blockquote>${comment}</blockquote>` : null
}

function approval(data: CaseData, forms: CaseForms): Html {
  const form = formStateOf(forms, 'ANSWER')
  const path = (code: string) => actPath(data, code, forms.task)
  return html`<section id="answer" class="answer"><h2>Legal steps wait for the creditor</h2>
<form method="post" action="${path('APPROVE')}">${versionField(data.version)}<input type="hidden" name="answers" value="yes">
${field(form, { name: 'comment', label: 'Comment', type: 'textarea' })}
<div class="actions"><button class="first" autofocus>Approve legal steps …</button>
<button formaction="${path('WITHDRAW')}">Withdraw the claim …</button>
<button formaction="${path('PAUSE')}">Pause …</button></div></form></section>`
}
