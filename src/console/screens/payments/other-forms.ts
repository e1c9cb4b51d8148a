/** The acts on money that is for none of the candidates, each in a place that opens. */
import type { Waiting } from '../../../payments/unmatched/show-waiting.ts'
import type { WaitingRow } from '../../../payments/list-queries.ts'
import { minorToNumber } from '@saatava/core/money.ts'
import { type Html, html } from '../../html.ts'
import { facts } from '../../parts/facts.ts'
import { type FormState, field, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { money } from '../../parts/money.ts'
import { refusalOf } from '../../parts/refusal.ts'
import { table } from '../../parts/table.ts'
import type { ConsoleCtx } from '../../shell.ts'
import { caseLink } from './case-link.ts'
import { versionOf } from './version.ts'

type TakenBack = Waiting['takenBack'][number]

export function otherForms(ctx: ConsoleCtx, { row, task, perhapsSameAs, takenBack }: Waiting, form: FormState): Html {
  const isIn = BigInt(row.waiting) > 0n
  const isOpen = form.faults.length > 0
  const isDoubtful = row.reason === 'PERHAPS_SAME'
  const isOther = row.reason === 'OTHER_ACCOUNT'
  return html`${isDoubtful && sameForms(ctx, row, perhapsSameAs)}
${isOther && directForm(ctx, row, form)}
${!isIn && row.kind === 'ENTRY' && reverseForms(ctx, row, takenBack)}
${isIn && !isDoubtful && !isOther && html`${splitForm(ctx, row, form)}${returnForm(ctx, row, form)}`}
${task !== undefined && holdForm(ctx, row, { taskId: task.taskId, form })}
${row.kind === 'ENTRY' && dismissForm(ctx, row, form)}`

  function splitForm(asker: ConsoleCtx, one: WaitingRow, state: FormState): Html {
    return place(
      { title: 'Allocate to other cases', isOpen: isOpen && 'cases' in state.values },
      refusalOf(asker, 'payment.match'),
      () =>
        postForm(
          one,
          'split',
          html`${field(state, {
            ...{ name: 'cases', label: 'Cases', type: 'textarea', isRequired: true },
            hint: 'One case a line, and an amount where it gets a part: 5000001 100.00',
          })}<button>See the effect</button>`,
        ),
    )
  }
}

/** @param draw the form; it is not drawn for somebody who may not act */
function place(
  { title, isOpen = false }: { title: string; isOpen?: boolean },
  refusal: string | undefined,
  draw: () => Html,
): Html {
  if (refusal !== undefined) return html`<p>${greyed(title, refusal)}</p>`
  return html`<details${isOpen && html` open`}><summary>${title}</summary>${draw()}</details>`
}

function postForm(row: WaitingRow, act: string, fields: Html): Html {
  return html`<form method="post" action="/console/payment/${row.id}/${act}" class="narrow">${versionField(versionOf(row))}
${fields}</form>`
}

function returnForm(ctx: ConsoleCtx, row: WaitingRow, form: FormState): Html {
  return place(
    { title: 'Return it to the payer', isOpen: 'recorded' in form.values },
    refusalOf(ctx, 'payment.return'),
    () =>
      postForm(
        row,
        'return',
        html`<div class="field"><label for="return-reason">Reason</label><input id="return-reason" name="reason" required></div>
<div class="field"><label><input type="checkbox" name="recorded" value="yes"> It was paid at the bank before: record it without a payment file</label></div>
<button>See the effect</button>`,
      ),
  )
}

function holdForm(ctx: ConsoleCtx, row: WaitingRow, { taskId, form }: { taskId: string; form: FormState }): Html {
  return place({ title: 'Hold it until a day', isOpen: 'until' in form.values }, refusalOf(ctx, 'task.work'), () =>
    postForm(
      row,
      'hold',
      html`<input type="hidden" name="taskId" value="${taskId}">${field(form, {
        ...{ name: 'until', label: 'Hide it until', type: 'date', isRequired: true },
        hint: 'It comes back into the list on that day.',
      })}<button>Hold it</button>`,
    ),
  )
}

function dismissForm(ctx: ConsoleCtx, row: WaitingRow, form: FormState): Html {
  const incoming =
    BigInt(row.waiting) > 0n && row.reason !== 'OTHER_ACCOUNT' && row.reason !== 'PAYOUT_DIFFERS'
      ? 'Money that came in to client funds is allocated or returned, never dismissed.'
      : undefined
  return place({ title: 'Dismiss it', isOpen: false }, refusalOf(ctx, 'payment.match') ?? incoming, () =>
    postForm(
      row,
      'dismiss',
      html`<p>Nothing follows from the entry any more. The agency answers for money that left client funds.</p>
<div class="field"><label for="dismiss-reason">Reason</label><input id="dismiss-reason" name="reason" value="${form.values['reason']}" required></div><button>Dismiss it</button>`,
    ),
  )
}

function directForm(ctx: ConsoleCtx, row: WaitingRow, form: FormState): Html {
  return place({ title: 'It is a direct payment to the creditor', isOpen: true }, refusalOf(ctx, 'payment.match'), () =>
    postForm(
      row,
      'direct',
      html`<p>The account holds no client funds. Where it is the creditor’s own, the money pays a case as a direct payment.</p>
${field(form, { name: 'caseId', label: 'Case', type: 'number', isRequired: true })}<button>Record it as a direct payment</button>`,
    ),
  )
}

/** The payments that the bank may have taken back, each with its button. */
function reverseForms(ctx: ConsoleCtx, row: WaitingRow, takenBack: Waiting['takenBack']): Html {
  const refusal = refusalOf(ctx, 'payment.match')
  const columns = [
    { head: 'Booked', cell: (one: TakenBack) => one.bookingDate },
    { head: 'Payer', cell: (one: TakenBack) => one.payerName },
    { head: 'Reference or text', cell: (one: TakenBack) => one.reference },
    {
      head: 'Pays',
      cell: ({ clientId, caseIds }: TakenBack) =>
        html`${caseIds.map((caseId, i) => html`${i > 0 && ', '}${caseLink({ clientId, caseId }, `case ${caseId}`)}`)}`,
    },
    {
      head: 'Act',
      cell: ({ paymentId }: TakenBack) =>
        refusal !== undefined
          ? greyed('It took this back', refusal)
          : html`<form method="post" action="/console/payment/${row.id}/reverse">${versionField(versionOf(row))}
<input type="hidden" name="paymentId" value="${paymentId}"><button>It took this back</button></form>`,
    },
  ]
  const empty = 'No payment of this amount came to the account before. Ask the bank, or dismiss the entry.'
  return html`<section><h2>Did the bank take a payment back?</h2>
${table({ caption: 'Payments of this amount on the account', columns, empty }, takenBack)}</section>`
}

/** The entry beside the one that it perhaps is. */
function sameForms(ctx: ConsoleCtx, row: WaitingRow, other: Waiting['perhapsSameAs']): Html {
  const refusal = refusalOf(ctx, 'payment.match')
  const button = (same: 'yes' | 'no', label: string) =>
    refusal === undefined
      ? postForm(row, 'decide', html`<input type="hidden" name="same" value="${same}"><button>${label}</button>`)
      : greyed(label, refusal)
  return html`<section><h2>Is it the same movement?</h2>${
    other !== undefined &&
    facts([
      ['In file', html`${other.file}, ${other.position}`],
      ['Amount', money(minorToNumber(BigInt(other.amount)), other.currency)],
      ['Booked', other.bookingDate],
      ['Payer', other.payerName],
      ['Reference', other.reference],
      ['Text', other.message],
      ['State', other.state],
    ])
  }<div class="actions">${button('yes', 'It is the same: count it once')}${button('no', 'It is another: match it')}</div></section>`
}
