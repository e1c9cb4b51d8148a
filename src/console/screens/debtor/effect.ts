import { type Html, html } from '../../html.ts'
import { type Column, table } from '../../parts/table.ts'
import { addressText } from '../case/debtor.ts'
import { statusBadge, worded } from '../case/words.ts'
import type { ShownDebtor } from './debtor-data.ts'

interface CaseChange {
  caseId: number
  invoiceNumber: number
  was: string
  is: string
}

/** The effect of an act on a debtor: its contact and marks before and after, and each open case. */
export function debtorEffect(before: Record<string, unknown>, after: Record<string, unknown>): Html {
  const [was, is] = [before, after] as unknown as [ShownDebtor, ShownDebtor]
  const lines = [
    { name: 'Address', was: addressOf(was), is: addressOf(is) },
    { name: 'E-mail', was: was.contact.email, is: is.contact.email },
    { name: 'Phone', was: was.contact.phone, is: is.contact.phone },
    { name: 'Marks', was: marksOf(was), is: marksOf(is) },
  ]
  const columns: Column<(typeof lines)[number]>[] = [
    { head: 'What', cell: ({ name }) => name },
    { head: 'Now', cell: (line) => line.was ?? html`<span class="hint">none</span>` },
    { head: 'After', cell: (line) => changed(line, line.is ?? html`<span class="hint">none</span>`) },
  ]
  return html`${table({ caption: 'The debtor before and after', columns, empty: '' }, lines)}${cases(was, is)}`
}

function cases(was: ShownDebtor, is: ShownDebtor): Html {
  const rows = was.cases.flatMap((one): CaseChange[] => {
    if (one.status === 'CLOSED') return []
    const now = is.cases.find(({ caseId }) => caseId === one.caseId)
    return [{ caseId: one.caseId, invoiceNumber: one.invoiceNumber, was: one.status, is: now?.status ?? one.status }]
  })
  const columns: Column<CaseChange>[] = [
    { head: 'Case', cell: ({ caseId }) => caseId },
    { head: 'Invoice', cell: ({ invoiceNumber }) => invoiceNumber },
    { head: 'Now', cell: (row) => statusBadge(row.was) },
    { head: 'After', cell: (row) => changed(row, statusBadge(row.is)) },
  ]
  return table({ caption: 'Open cases that it reaches', columns, empty: 'The debtor has no open case.' }, rows)
}

function changed({ was, is }: { was: string | null; is: string | null }, shown: Html | string): Html {
  return was === is ? html`${shown}` : html`<strong class="changed">${shown}</strong>`
}

function addressOf({ contact, marks }: ShownDebtor): string | null {
  if (marks.includes('PROTECTED_ADDRESS')) return 'protected'
  return contact.address === null ? null : addressText(contact.address)
}

function marksOf({ marks }: ShownDebtor): string | null {
  return marks.length === 0 ? null : marks.map(worded).join(', ')
}
