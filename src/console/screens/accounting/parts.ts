import { minorToNumber } from '@saatava/core/money.ts'
import type { AccountingServices, AccountingCtx } from '../../../accounting/context.ts'
import type { DocumentRow } from '../../../accounting/search-queries.ts'
import type { Status } from '../../../accounting/states.ts'
import { clientCtx } from '../../../platform/context.ts'
import { type Html, html } from '../../html.ts'
import type { ListColumn } from '../../list/spec.ts'
import { type Tone, badge } from '../../parts/badge.ts'
import { money } from '../../parts/money.ts'
import { table } from '../../parts/table.ts'
import { when } from '../../parts/when.ts'
import type { ConsoleCtx } from '../../shell.ts'

export const PATH = '/console/accounting'
const TONES: Partial<Record<Status, Tone>> = { synced: 'good', failed: 'bad', unknown: 'warn' }
const WORDS: Record<Status, string> = {
  ...{ pending: 'waits', sending: 'is being sent', delivered: 'delivered, not confirmed', unknown: 'not known' },
  ...{ synced: 'in the books', failed: 'failed', dropped: 'dropped' },
}

/** The context of the accounting verbs, for the client that the address names. */
export function accountingCtx(ctx: ConsoleCtx, accounting: AccountingServices, clientId: number): AccountingCtx {
  return { ...clientCtx(ctx, clientId), accounting }
}

export function documentPath({ clientId, kind, seq }: Pick<DocumentRow, 'clientId' | 'kind' | 'seq'>): string {
  return `/console/client/${clientId}/accounting/${kind}/${seq}`
}

export function statusBadge({ status, held }: Pick<DocumentRow, 'status' | 'held'>): Html {
  return held ? badge('waits for another', 'warn') : badge(WORDS[status], TONES[status])
}

/** Amounts of vouchers are in the currency of the client's books, which the voucher does not name. */
function amountOf({ total }: Pick<DocumentRow, 'total'>, path: string): Html {
  return money(minorToNumber(BigInt(total)), '', path)
}

const name = (row: DocumentRow, hasFocus: boolean) =>
  html`<a href="${documentPath(row)}"${hasFocus && html` autofocus`}>${row.identifier}</a><br><span class="hint">${row.kind}</span>`

export const DOCUMENT_COLUMNS: readonly ListColumn<DocumentRow>[] = [
  { id: 'document', head: 'Document', cell: (row) => name(row, false), csv: ({ identifier }) => identifier },
  { id: 'client', head: 'Client', cell: ({ clientId }) => clientId, csv: ({ clientId }) => clientId },
  {
    ...{ id: 'company', head: 'Company' },
    cell: ({ companyIdentifier }) => companyIdentifier,
    csv: ({ companyIdentifier }) => companyIdentifier,
  },
  { id: 'name', head: 'Name', cell: ({ documentName }) => documentName, csv: ({ documentName }) => documentName },
  { id: 'date', head: 'Date', cell: ({ documentDate }) => documentDate, csv: ({ documentDate }) => documentDate },
  {
    ...{ id: 'amount', head: 'Amount', isNumber: true },
    cell: (row) => amountOf(row, documentPath(row)),
    csv: ({ total }) => minorToNumber(BigInt(total)),
  },
  { id: 'state', head: 'State', cell: statusBadge, csv: ({ status }) => status },
  {
    ...{ id: 'remote', head: 'Id there' },
    cell: ({ remoteIds }) => remoteIds.join(', '),
    csv: ({ remoteIds }) => remoteIds.join(' '),
  },
  {
    ...{ id: 'submitted', head: 'Submitted' },
    cell: ({ submittedAt }) => when(submittedAt),
    csv: ({ submittedAt }) => submittedAt.toISOString(),
  },
  {
    id: 'words',
    head: 'Words of the system',
    cell: ({ description }) => description,
    csv: ({ description }) => description,
  },
]

/** The documents that a search has found; the first one has the focus, so that Enter opens it. */
export function documents(ctx: ConsoleCtx, caption: string, empty: string, rows: readonly DocumentRow[]): Html {
  const view = { ctx, now: ctx.platform.clock.now(), url: PATH }
  const [, ...rest] = DOCUMENT_COLUMNS
  const columns = [
    { head: 'Document', cell: (row: DocumentRow) => name(row, row === rows[0]) },
    ...rest.map((column) => ({ ...column, cell: (row: DocumentRow) => column.cell(row, view) })),
  ]
  return table({ caption, empty, columns }, rows)
}
