import { minorToNumber } from '@saatava/core/money.ts'
import type { AccountingServices, AccountingCtx } from '../../../accounting/context.ts'
import type { DocumentRow } from '../../../accounting/search-queries.ts'
import type { Status } from '../../../accounting/states.ts'
import type { Permission } from '../../../permissions/permissions.ts'
import { clientCtx } from '../../../platform/context.ts'
import { may } from '../../../users/may.ts'
import { type Html, html } from '../../html.ts'
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

/** Why somebody may not act on vouchers of a client; undefined: they may. */
export function refusalFor({ session }: ConsoleCtx, permission: Permission, clientId: number): string | undefined {
  if (may(session.grants, permission, clientId)) return undefined
  return `Your roles lack the permission ${permission}. An administrator grants roles.`
}

/** Amounts of vouchers are in the currency of the client's books, which the voucher does not name. */
function amountOf({ total }: Pick<DocumentRow, 'total'>, path: string): Html {
  return money(minorToNumber(BigInt(total)), '', path)
}

export function documents(caption: string, empty: string, rows: readonly DocumentRow[]): Html {
  return table(
    {
      ...{ caption, empty },
      columns: [
        {
          head: 'Document',
          cell: (row: DocumentRow) =>
            html`<a href="${documentPath(row)}"${row === rows[0] && html` autofocus`}>${row.identifier}</a><br><span class="hint">${row.kind}</span>`,
        },
        { head: 'Client', cell: ({ clientId }: DocumentRow) => clientId },
        { head: 'Company', cell: ({ companyIdentifier }: DocumentRow) => companyIdentifier },
        { head: 'Name', cell: ({ documentName }: DocumentRow) => documentName },
        { head: 'Date', cell: ({ documentDate }: DocumentRow) => documentDate },
        { head: 'Amount', cell: (row: DocumentRow) => amountOf(row, documentPath(row)), isNumber: true },
        { head: 'State', cell: (row: DocumentRow) => statusBadge(row) },
        { head: 'Id there', cell: ({ remoteIds }: DocumentRow) => remoteIds.join(', ') },
        { head: 'Submitted', cell: ({ submittedAt }: DocumentRow) => when(submittedAt) },
      ],
    },
    rows,
  )
}
