/** The questions to creditors beside the case or the money that they are about, and the form that asks another. */
import { minorToNumber } from '@saatava/core/money.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Question } from '../../questions/question.ts'
import { may } from '../../users/may.ts'
import { type Html, html } from '../html.ts'
import { badge } from '../parts/badge.ts'
import { type FormState, NO_FORM, field, select } from '../parts/form.ts'
import { money } from '../parts/money.ts'
import { questionPath } from '../parts/paths.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx } from '../shell.ts'

export function mayAsk({ session }: Pick<ConsoleCtx, 'session'>): boolean {
  return may(session.grants, 'question.ask', OPERATOR_TENANT)
}

export function questionBadge({ state, seenAt }: Question): Html {
  if (state === 'OPEN') return badge('waits for an answer', 'warn')
  if (state === 'WITHDRAWN') return badge('withdrawn')
  return seenAt === null ? badge('answered', 'good') : badge('answered and read')
}

/** The facts of money that its creditor may see. */
export function moneyFacts(row: Question): [string, Html | string | null][] {
  if (row.money === null) return []
  const { amount, currency, paidOn, payerName, payerText } = row.money
  return [
    ['Amount', money(minorToNumber(amount), currency)],
    ['Paid', paidOn],
    ['Payer', payerName ?? 'not named'],
    ['Text', payerText],
  ]
}

interface Asking {
  /** The form is sent to it. */
  path: string
  questions: readonly Question[]
  /** The clients that may be asked; undefined: the page has one. */
  clients?: readonly number[]
  form?: FormState
}

export function questionsOn(ctx: ConsoleCtx, { path, questions, clients, form = NO_FORM }: Asking): Html | null {
  const isAllowed = mayAsk(ctx) && (clients === undefined || clients.length > 0)
  if (!isAllowed && questions.length === 0) return null
  return html`<section id="questions"><h2>Questions to the creditor</h2>
${questions.length > 0 && html`<ol class="plain">${questions.map(shown)}</ol>`}${isAllowed && askForm(path, clients, form)}</section>`
}

function shown(row: Question): Html {
  return html`<li><p><a href="${questionPath(row)}">${when(row.askedAt)}</a> to client <code>${row.clientId}</code> ${questionBadge(row)}</p>
<blockquote>${row.question}</blockquote>
${row.answer !== null && html`<p>Answer:</p><blockquote>${row.answer}</blockquote>`}</li>`
}

function askForm(path: string, clients: readonly number[] | undefined, form: FormState): Html {
  const isOpen = form.faults.length > 0
  return html`<details${isOpen && html` open`}><summary>Ask the creditor</summary>
<form method="post" action="${path}" class="narrow">${
    clients !== undefined &&
    select({
      ...{ id: 'ask-clientId', name: 'clientId', label: 'Creditor of a candidate', value: form.values['clientId'] },
      options: clients.map((clientId) => ({ value: String(clientId), label: `client ${clientId}` })),
    })
  }${field(
    { ...form, prefix: 'ask-' },
    {
      ...{ name: 'question', label: 'Question', type: 'textarea', isRequired: true },
      hint:
        clients === undefined
          ? 'The creditor reads it.'
          : 'The creditor sees it with amount, day, and the payer’s name and text; never the account.',
    },
  )}<button>Ask</button></form></details>`
}
