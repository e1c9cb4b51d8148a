/** The letters of a case, each with its PDF and how it went out. */
import type { LetterId } from '@saatava/core/ids.ts'
import { type Html, html } from '../../html.ts'
import { type Tone, badge } from '../../parts/badge.ts'
import { money } from '../../parts/money.ts'
import { letterPdfPath } from '../../parts/paths.ts'
import { type Column, table } from '../../parts/table.ts'
import type { CaseData, ShownLetter } from './case-data.ts'
import { titled, worded } from './words.ts'

const TONES: Record<string, Tone> = { DELIVERED: 'good', SENT: 'good', FAILED: 'bad', UNKNOWN: 'warn', DROPPED: 'warn' }

export function letters({ clientId, letters: rows }: CaseData): Html {
  if (rows === undefined)
    return html`<section id="letters"><h2>Letters</h2><p class="empty">The debtor was erased, and the letters with it.</p></section>`
  const pdf = (letterId: LetterId) => letterPdfPath({ clientId, letterId })
  const columns: Column<ShownLetter>[] = [
    { head: 'Day', cell: ({ date }) => html`<span class="day">${date}</span>` },
    {
      head: 'Letter',
      cell: ({ letterId, kind }) => html`<a href="${pdf(letterId)}" type="application/pdf">${titled(kind)} (PDF)</a>`,
    },
    {
      head: 'To pay',
      isNumber: true,
      cell: ({ amount, currency, letterId }) => money(amount, currency, pdf(letterId)),
    },
    { head: 'By', cell: ({ dueDate }) => html`<span class="day">${dueDate}</span>` },
    { head: 'Delivery', cell: delivery },
  ]
  return html`<section id="letters"><h2>Letters</h2>
${table({ caption: 'Letters to the debtor', columns, empty: 'No letter has been made yet.' }, rows)}</section>`
}

function delivery({ deliveries }: ShownLetter): Html {
  if (deliveries.length === 0) return html`<span class="hint">not planned yet</span>`
  return html`${deliveries.map(
    ({ channel, state, deliveredAt, sentAt, failureReason }) =>
      html`${badge(`${worded(channel)}: ${worded(state)}`, TONES[state] ?? 'plain')} <span class="hint">${(deliveredAt ?? sentAt ?? '').slice(0, 10)} ${failureReason}</span><br>`,
  )}`
}
