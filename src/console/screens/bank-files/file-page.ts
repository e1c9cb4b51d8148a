import { minorToNumber } from '@saatava/core/money.ts'
import type { ShownFile } from '../../../payments/bank-files/browse-files.ts'
import type { FileEntry, FileStatement, StateCount } from '../../../payments/bank-files/queries.ts'
import { REASONS } from '../../../payments/states.ts'
import { type Html, html } from '../../html.ts'
import { type Tone, badge } from '../../parts/badge.ts'
import { facts } from '../../parts/facts.ts'
import { money } from '../../parts/money.ts'
import { pager } from '../../parts/pager.ts'
import { table } from '../../parts/table.ts'
import { withQuery } from '../../parts/url.ts'
import { when } from '../../parts/when.ts'

/** Faults on the page; the file counts all. */
const FAULTS_SHOWN_MAX = 100

export function bankFilePage(
  { file, states, statements, entries, next }: ShownFile,
  { isWhole, after, url, form }: { isWhole: boolean; after: string | undefined; url: string; form: Html },
): Html {
  const show = withQuery(url, { show: isWhole ? undefined : 'all', after: undefined, did: undefined })
  return html`${facts([
    ['Format', file.format],
    ['Came', when(file.receivedAt)],
    ['Read', file.finishedAt === null ? 'not to its end yet' : when(file.finishedAt)],
    ['Entries', html`${file.entries}, of which ${file.known} were known from another file`],
    ['Whole', file.complete === false ? badge('no: it breaks off', 'bad') : file.complete === true ? 'yes' : null],
    ['SHA-256', html`<code data-copy>${file.hash}</code>`],
  ])}
${faultsOf(file)}
${(file.complete === false || file.faultCount > 0) && html`<h2>Take it again</h2><p>Ask the bank for the whole file, and send it here. Entries that are known do not change.</p>${form}`}
<h2>Outcome of its entries</h2>
${table({ caption: 'Entries by state', columns: STATES, empty: 'It brought no new entries.' }, states)}
<h2>Control sums</h2>
${table({ caption: 'Statements in the file', columns: STATEMENTS, empty: 'It reports no balances and no sums.' }, statements)}
<h2>${isWhole ? 'Entries' : 'Entries that wait'}</h2>
<p><a href="${show}">${isWhole ? 'Show entries that wait alone' : 'Show all entries'}</a></p>
${table({ caption: 'Entries by their place in the file', columns: ENTRIES, empty: 'No entry waits.' }, entries)}
${pager(url, { after, next })}`
}

function faultsOf({ faults, faultCount }: ShownFile['file']): Html | null {
  if (faultCount === 0) return null
  const shown = faults.slice(0, FAULTS_SHOWN_MAX)
  const caption = shown.length < faultCount ? `The first ${shown.length} of ${faultCount}` : 'With line or place'
  return html`<h2>Unreadable</h2>${table(
    {
      caption,
      columns: [
        { head: 'Line or place', cell: ({ position }) => html`<code>${position}</code>` },
        { head: 'Fault', cell: ({ message, code }) => html`${message} <span class="hint">${code}</span>` },
      ],
      empty: '',
    },
    shown,
  )}`
}

const TONES: Record<FileEntry['state'], Tone> = { new: 'plain', matched: 'good', unallocated: 'warn', ignored: 'plain' }
const WORDS: Record<FileEntry['state'], string> = {
  ...{ new: 'to be matched', matched: 'matched', unallocated: 'waits', ignored: 'left alone' },
}

const STATES = [
  { head: 'State', cell: ({ state }: StateCount) => badge(WORDS[state], TONES[state]) },
  { head: 'Why', cell: ({ reason }: StateCount) => reason !== null && REASONS[reason] },
  { head: 'Entries', isNumber: true as const, cell: ({ entries }: StateCount) => entries },
  {
    head: 'Sum',
    isNumber: true as const,
    cell: ({ amount, currency }: StateCount) => money(minorToNumber(amount), currency),
  },
]

const shownOr = (amount: bigint | null, currency: string) => amount !== null && money(minorToNumber(amount), currency)

const STATEMENTS = [
  { head: 'Account', cell: ({ account }: FileStatement) => html`<code>${account}</code>` },
  { head: 'Day', cell: ({ day }: FileStatement) => day },
  { head: 'Opening', isNumber: true as const, cell: (one: FileStatement) => shownOr(one.opening, one.currency) },
  {
    head: 'In',
    isNumber: true as const,
    cell: (one: FileStatement) => html`${one.credits}: ${shownOr(one.creditsAmount, one.currency)}`,
  },
  {
    head: 'Out',
    isNumber: true as const,
    cell: (one: FileStatement) => html`${one.debits}: ${shownOr(one.debitsAmount, one.currency)}`,
  },
  { head: 'Closing', isNumber: true as const, cell: (one: FileStatement) => shownOr(one.closing, one.currency) },
  {
    head: 'Control sum',
    cell: ({ reported, currency }: FileStatement) =>
      reported === null
        ? badge('agrees', 'good')
        : html`${badge('differs', 'bad')} the file states ${shownOr(reported, currency)}`,
  },
]

const ENTRIES = [
  { head: 'Place', cell: ({ position }: FileEntry) => html`<code>${position}</code>` },
  { head: 'Booked', cell: ({ bookingDate }: FileEntry) => bookingDate },
  {
    head: 'Amount',
    isNumber: true as const,
    cell: ({ amount, currency, state, entryId }: FileEntry) =>
      money(minorToNumber(amount), currency, state === 'unallocated' ? `/console/payment/${entryId}` : undefined),
  },
  { head: 'Payer', cell: ({ payerName }: FileEntry) => payerName },
  { head: 'Reference or text', cell: ({ reference, message }: FileEntry) => reference ?? message },
  {
    head: 'State',
    cell: ({ state, reason }: FileEntry) =>
      html`${badge(WORDS[state], TONES[state])}${reason !== null && html` <span class="hint">${REASONS[reason]}</span>`}`,
  },
]
