/** The page of one case. */
import { html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { NO_FORM, errorSummary } from '../../parts/form.ts'
import { casePath, debtorPath } from '../../parts/paths.ts'
import type { ConsoleCtx, PageAnswer } from '../../shell.ts'
import { type CaseForms, actions, formStateOf } from './actions.ts'
import { answer } from './answer.ts'
import { type CaseData, invoiceIn } from './case-data.ts'
import { claim } from './claim.ts'
import { debtor, debtorIn } from './debtor.ts'
import { journal } from './journal.ts'
import { letters } from './letters.ts'
import { owed } from './owed.ts'
import { payments } from './payments.ts'
import { plan } from './plan.ts'
import { questionsOn } from '../question-parts.ts'
import { timeline } from './timeline.ts'
import { statusBadge, titled, worded } from './words.ts'

const PARTS = [
  ...[['actions', 'Actions'] as const, ['claim', 'Claim'] as const, ['fees', 'Fees'] as const],
  ...[['interest', 'Interest'] as const, ['timeline', 'Timeline'] as const, ['payments', 'Payments'] as const],
  ...[['letters', 'Letters'] as const, ['plan', 'Plan'] as const, ['debtor', 'Debtor'] as const],
  ['journal', 'Journal'] as const,
]

export function casePage(ctx: ConsoleCtx, data: CaseData, forms: CaseForms): PageAnswer {
  const { view, today } = data
  const { returned } = forms
  const asked = returned?.name === 'ASK' ? returned.form : NO_FORM
  return {
    title: `Case ${data.caseId}`,
    body: html`${returned !== undefined && errorSummary(formStateOf(forms, returned.name))}
${lead(data)}
${owed(data)}
${answer(ctx, data, forms)}
${head(data)}
<nav class="parts" aria-label="Parts of the case"><ul>${PARTS.map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>
${actions(ctx, data, forms)}
${claim(data)}
${questionsOn(ctx, { path: `${casePath(data)}/ask`, questions: data.questions, form: asked })}
${timeline(data)}
${payments(data)}
${letters(data)}
${plan(view, today.asOf)}
${debtor(data)}
${journal(data)}`,
  }
}

function lead({ clientId, view }: CaseData) {
  const { status, statusReason, stage, closingReason, creditor } = view.summary
  const { name, debtorId } = debtorIn({ view })
  const reason = closingReason ?? statusReason
  return html`<p class="lead"><a href="${debtorPath({ clientId, debtorId })}">${name}</a> owes ${creditor}
${statusBadge(status)} ${badge(worded(stage))} ${reason !== null && html`<a href="#timeline">${worded(reason)}</a>`}</p>`
}

function head(data: CaseData) {
  const { summary, next, limitation } = data.view
  const { invoiceNumber, invoiceDate, dueDate, paymentReference } = invoiceIn(data.view)
  const { activeDays } = summary
  return html`${facts([
    ['Next step', next === null ? null : html`<a href="#timeline">${titled(next.action)} on ${next.date}</a>`],
    ['Invoice', html`<code data-copy>${invoiceNumber}</code> of ${invoiceDate}, due ${dueDate}`],
    ['Reference', paymentReference === null ? null : html`<code data-copy>${paymentReference}</code>`],
    ['Client', html`<code data-copy>${data.clientId}</code>`],
    ['Open for', `${activeDays} ${activeDays === 1 ? 'day' : 'days'}`],
    [
      'Expires',
      limitation === null
        ? null
        : html`${limitation.expiresOn} <span class="law"><code>${limitation.rule}</code> ${limitation.status === 'unverified' && badge('unverified', 'warn')} <span class="hint">${limitation.source}</span></span>`,
    ],
  ])}`
}
