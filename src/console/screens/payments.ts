/** Unmatched payments: money that waits on the left, and the cases that it may be for on the right. */
import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import type { WaitingRow } from '../../payments/list-queries.ts'
import { REASONS, type Reason } from '../../payments/states.ts'
import { listWaiting, placeText } from '../../payments/unmatched/list-waiting.ts'
import { showWaiting } from '../../payments/unmatched/show-waiting.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { Filter, ListColumn, Place, Query, Rows } from '../list/spec.ts'
import { page } from '../page.ts'
import { type FormState, NO_FORM, errorSummary } from '../parts/form.ts'
import { money } from '../parts/money.ts'
import { refusalOf } from '../parts/refusal.ts'
import type { ConsoleCtx, PageAnswer, Screen } from '../shell.ts'
import { Params, actsOnPayments } from './payments/acts.ts'
import { askAct, questionsAbout } from './payments/ask.ts'
import { candidateCard } from './payments/candidate-card.ts'
import { ageOf, queueAfter, reasonBadge, waitingFacts } from './payments/money-that-waits.ts'
import { otherForms } from './payments/other-forms.ts'

const QUEUE_ROWS = 8
const REASON_NAMES = Object.keys(REASONS) as Reason[]
/** Reasons for which money waits; the others are of entries that nothing follows from. */
const WAITING_REASONS = REASON_NAMES.slice(0, REASON_NAMES.indexOf('DEBIT')).concat(
  REASON_NAMES.slice(REASON_NAMES.indexOf('CASE_CLOSED')),
)

const ListQuery = Type.Object({
  reason: Type.Optional(oneOf(WAITING_REASONS)),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  held: Type.Optional(oneOf(['yes'])),
  undo: Type.Optional(Type.String({ pattern: String.raw`^\d+(\.\d+){0,19}$` })),
})
const OneQuery = Type.Object({ undo: ListQuery.properties.undo })

export const payments: Screen = {
  menu: { path: '/console/payments', label: 'Unmatched payments', permission: 'funds.read', group: 'Money' },
  routes(shell) {
    list(shell, {
      ...{ path: '/payments', name: 'unmatched', nouns: ['payment', 'payments'], title: 'Unmatched payments' },
      ...{ permission: 'funds.read', query: ListQuery, filters: FILTERS, columns: COLUMNS, read },
      keyOf: ({ id }) => id,
      above: (_ctx, { undo }) => undoForm(undo),
      empty: html`No money waits. It comes with the next <a href="/console/bank-files">bank file</a>.`,
    })
    page(shell, {
      ...{ path: '/payment/:id', permission: 'funds.read', params: Params, query: OneQuery },
      show: (ctx, { params, query }) => onePage(ctx, params.id, { undo: query.undo }),
    })
    actsOnPayments(shell, (ctx, id, form) => onePage(ctx, id, { form }))
    askAct(shell, (ctx, id, form) => onePage(ctx, id, { form }))
  },
}

const FILTERS = (): Filter[] => [
  {
    ...{ name: 'reason', label: 'Why it waits' },
    options: [
      { value: '', label: 'every reason' },
      ...WAITING_REASONS.map((value) => ({ value, label: value.toLowerCase().replaceAll('_', ' ') })),
    ],
  },
  { name: 'currency', label: 'Currency' },
  { name: 'client', label: 'Client', type: 'number' },
  {
    ...{ name: 'held', label: 'Show' },
    options: [
      { value: '', label: 'money that is not held' },
      { value: 'yes', label: 'held money too' },
    ],
  },
]

async function read(ctx: ConsoleCtx, query: Query<typeof ListQuery>, place: Place): Promise<Rows<WaitingRow>> {
  const { client = null, reason, currency = null, held } = query
  return listWaiting(ctx, {
    ...{ clientId: client, currency, reasons: reason === undefined ? null : [reason] },
    ...{ withHeld: held === 'yes', limit: place.limit, after: place.after ?? null },
  })
}

const COLUMNS: readonly ListColumn<WaitingRow>[] = [
  {
    ...{ id: 'amount', head: 'Waits', isNumber: true },
    cell: ({ id, waiting, currency }) => money(minorToNumber(BigInt(waiting)), currency, `/console/payment/${id}`),
    csv: ({ waiting }) => minorToNumber(BigInt(waiting)),
  },
  {
    id: 'currency',
    head: 'Currency',
    cell: ({ currency }) => currency,
    csv: ({ currency }) => currency,
    isExtra: true,
  },
  { id: 'age', head: 'Age', cell: (row, { now }) => ageOf(row, now), csv: ({ bookingDate }) => bookingDate },
  { id: 'payer', head: 'Payer', cell: ({ payerName }) => payerName, csv: ({ payerName }) => payerName },
  {
    ...{ id: 'account', head: 'From account' },
    cell: ({ payerAccount }) => payerAccount !== null && html`<code>${payerAccount}</code>`,
    csv: ({ payerAccount }) => payerAccount,
  },
  {
    ...{ id: 'text', head: 'Reference or text' },
    cell: ({ reference, message }) => reference ?? message,
    csv: ({ reference, message }) => reference ?? message,
  },
  { id: 'reason', head: 'Why it waits', cell: (row) => reasonBadge(row), csv: ({ reason }) => reason },
  {
    ...{ id: 'client', head: 'Client' },
    cell: ({ clientId }) => clientId ?? html`<span class="hint">nobody’s yet</span>`,
    csv: ({ clientId }) => clientId,
  },
  { id: 'id', head: 'Id', cell: ({ id }) => html`<code data-copy>${id}</code>`, csv: ({ id }) => id, isExtra: true },
]

async function onePage(
  ctx: ConsoleCtx,
  id: string,
  { form = NO_FORM, undo }: { form?: FormState; undo?: string | undefined },
): Promise<PageAnswer> {
  const waiting = await showWaiting(ctx, { id })
  const { row, candidates } = waiting
  const now = ctx.platform.clock.now()
  const all = { clientId: null, reasons: null, currency: null, withHeld: false }
  const after = await listWaiting(ctx, { ...all, limit: QUEUE_ROWS, after: placeText(row) })
  const refusal = refusalOf(ctx, 'payment.match')
  const questions = await questionsAbout(ctx, waiting, form)
  return {
    title: 'Unmatched payment',
    body: html`${undoForm(undo)}${errorSummary(form)}
<div class="split"><section aria-label="The money">${waitingFacts(waiting, now)}</section>
<section class="right" aria-label="Candidates"><h2>Which case is it for?</h2>
${candidates.length === 0 && html`<p class="empty">${nothingSpeaks(row)}</p>`}
<ol class="cards">${candidates.map((one, i) => candidateCard(row, one, { isFirst: i === 0, refusal }))}</ol>
<div class="other-acts">${otherForms(ctx, waiting, form)}</div>${questions}</section>
<section aria-label="Queue">${queueAfter(after.rows, now)}</section></div>`,
  }
}

function nothingSpeaks({ waiting, reason }: WaitingRow): string {
  if (reason === 'PERHAPS_SAME') return 'Decide first whether it is the same movement as another entry.'
  if (reason === 'OTHER_ACCOUNT') return 'Its account holds no client funds, so no case is paid with it.'
  if (BigInt(waiting) < 0n) return 'The money left the account, so it pays no case.'
  return 'No reference, amount, account or name fits a case. Name the cases below, or return the money.'
}

function undoForm(undo: string | undefined): Html | null {
  if (undo === undefined) return null
  return html`<form method="post" action="/console/payment/undo/${undo}" class="inline undo">
<span class="hint">Allocation ${undo.replaceAll('.', ', ')}.</span> <button>Undo it: the money waits again</button></form>`
}
