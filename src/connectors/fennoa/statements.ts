/** Statements: sent, found again by the marker in the ledger of their day, and read back. */
import { amountOf, type Json, textOf } from '../json.ts'
import { markerIn } from '../marker.ts'
import type { PlannedVoucher, RemoteVoucher, SendResult } from '../port.ts'
import type { Client } from './client.ts'
import { statementForm } from './codec.ts'
import type { Lookups } from './lookups.ts'
import type { StatementBody } from './mapping.ts'

export interface Context {
  client: Client
  lookups: Lookups
}

/** Looks at the periods of all parts, then stores one statement with one request. */
export async function sendStatement(
  { client, lookups }: Context,
  { statement, dates }: StatementBody,
  signal: AbortSignal,
): Promise<SendResult> {
  for (const date of dates) await lookups.checkOpen(date, signal)
  const typeIds = await lookups.typeIdsOf(statement.rows, signal)
  const form = statementForm(statement, typeIds)
  return { remoteId: await client.write('/accounting_api/add', form, signal), status: 'Approved' }
}

export async function findStatements(
  { client }: Context,
  planned: PlannedVoucher,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const rows = await client.list(`/accounting_api/get/ledger/${planned.date}/${planned.date}`, signal)
  return statementsIn(rows).filter(({ marker }) => marker === planned.marker)
}

/** Statements of the days, our own and others', with their rows. */
export async function readBackStatements(
  { client, lookups }: Context,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<RemoteVoucher[]> {
  const found: RemoteVoucher[] = []
  // A ledger has opening balances of one accounting period.
  for (const period of (await lookups.periods.get(signal)).periods) {
    const [first, last] = [from > period.from ? from : period.from, to < period.to ? to : period.to]
    if (first > last) continue
    found.push(...statementsIn(await client.list(`/accounting_api/get/ledger/${first}/${last}`, signal)))
  }
  return found
}

/** The ledger shows rows account by account; those of one statement have its id. */
function statementsIn(rows: Json[]): RemoteVoucher[] {
  const byId = Map.groupBy(rows, (row) => textOf(row['statement_id']) ?? '')
  byId.delete('')
  return [...byId].map(([remoteId, own]) => {
    const lines = own.map((row) => ({
      account: textOf(row['account']) ?? '',
      amount: (amountOf(row['debit']) ?? 0n) - (amountOf(row['credit']) ?? 0n),
    }))
    const marker = own.map((row) => markerIn(textOf(row['description']) ?? '')).find((one) => one !== undefined)
    const [series, number] = [textOf(own[0]?.['series']), textOf(own[0]?.['number'])]
    return {
      remoteId,
      status: 'Approved',
      date: textOf(own[0]?.['date'])?.slice(0, 10) ?? '',
      ...(marker === undefined ? {} : { marker }),
      total: lines.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n),
      lines,
      label: [series, number ?? remoteId].filter((part) => part !== undefined).join(' '),
    }
  })
}
