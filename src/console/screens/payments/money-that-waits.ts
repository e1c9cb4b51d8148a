/** The left side of the screen: the money itself, and the money that waits after it. */
import { minorToNumber } from '@saatava/core/money.ts'
import { startOfDay, timeZoneOf } from '@saatava/core/dates.ts'
import type { WaitingRow } from '../../../payments/list-queries.ts'
import { REASONS } from '../../../payments/states.ts'
import type { Waiting } from '../../../payments/unmatched/show-waiting.ts'
import { type Html, html } from '../../html.ts'
import { badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { money } from '../../parts/money.ts'
import { age, when } from '../../parts/when.ts'

const TIME_ZONE = timeZoneOf('FI')

export function waitingFacts({ row, origin, task }: Waiting, now: Date): Html {
  const { waiting, amount, currency, bookingDate, paymentDate } = row
  const snoozedUntil = task?.snoozedUntil ?? null
  return facts([
    [
      'Waits',
      html`<strong>${money(minorToNumber(BigInt(waiting)), currency)}</strong>${
        waiting !== amount && html` of ${money(minorToNumber(BigInt(amount)), currency)}`
      }`,
    ],
    ['Why', html`${REASONS[row.reason]} <span class="hint">${row.reason}</span>`],
    ['Payer', row.payerName ?? 'not named'],
    ['From account', row.payerAccount === null ? 'not named' : html`<code data-copy>${row.payerAccount}</code>`],
    ['Reference', row.reference === null ? 'none' : html`<code data-copy>${row.reference}</code>`],
    ['Text', row.message],
    ['Paid', paymentDate],
    ['Booked', html`${bookingDate}, ${ageOf(row, now)} ago`],
    ['Client', row.clientId === null ? 'nobody’s yet' : row.clientId],
    ['Came in', origin && html`<a href="/console/bank-file/${origin.fileId}">${origin.file}</a>, ${origin.position}`],
    ['To account', origin && html`<code>${origin.account}</code>`],
    ['Held until', snoozedUntil !== null && snoozedUntil > now ? when(snoozedUntil) : null],
    ['Task', task && html`<a href="/console/task/${task.taskId}">${task.assignee ?? 'nobody has taken it'}</a>`],
  ])
}

export function ageOf({ bookingDate }: WaitingRow, now: Date): Html {
  return age(startOfDay(bookingDate, TIME_ZONE), now)
}

/** The money that waits after it: a person sees where the next key press leads. */
export function queueAfter(rows: readonly WaitingRow[], now: Date): Html {
  if (rows.length === 0)
    return html`<p class="hint">Nothing waits after it. <a href="/console/payments">All that waits</a></p>`
  return html`<nav aria-label="Waits after it"><h2>Next</h2>
<ol class="queue">${rows.map(
    (
      row,
    ) => html`<li><a href="/console/payment/${row.id}">${money(minorToNumber(BigInt(row.waiting)), row.currency)} ${row.payerName ?? 'not named'}</a>
<span class="hint">${ageOf(row, now)} ${reasonBadge(row)}</span></li>`,
  )}</ol><p><a href="/console/payments">All that waits</a></p></nav>`
}

export function reasonBadge({ reason }: WaitingRow): Html {
  return badge(reason.toLowerCase().replaceAll('_', ' '), reason === 'PERHAPS_SAME' ? 'warn' : 'plain')
}
