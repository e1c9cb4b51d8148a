import type { ClientId } from '@saatava/core/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type ConnectionRow, connectionsOf } from './connection-queries.ts'
import type { DocumentKind } from './list-documents.ts'
import { documentOf } from './payloads.ts'
import type { AccountingDocument } from '../connectors/port.ts'
import { connectorOf } from '../connectors/registry.ts'
import { type StoredDocument, type VersionRow, selectDocument, selectVersions } from './search-queries.ts'

export interface ShownDocument extends Omit<StoredDocument, 'payload'> {
  content: AccountingDocument
  /** The currency of the books, where their system is connected. */
  currency: string | undefined
  versions: VersionRow[]
  /** Undefined: no system is connected for its company. */
  connection: Pick<ConnectionRow, 'system' | 'companyIdentifier' | 'state' | 'reason' | 'settings'> | undefined
}

/** One document: its content, how it stands, and its earlier contents. @throws AppError NOT_FOUND */
export async function showDocument(
  ctx: Ctx,
  { clientId, kind, seq }: { clientId: ClientId; kind: DocumentKind; seq: number },
): Promise<ShownDocument> {
  const { pool } = ctx.platform
  const found = await selectDocument(pool, clientId, kind, seq)
  if (found === undefined) throw new AppError('NOT_FOUND', `Client ${clientId} has no ${kind} with the number ${seq}.`)
  const { payload, ...row } = found
  const connection = (await connectionsOf(pool, clientId)).find(
    ({ companyIdentifier, isDefault }) =>
      companyIdentifier === row.companyIdentifier || (row.companyIdentifier === '' && isDefault),
  )
  return {
    ...row,
    content: documentOf(clientId, { kind, identifier: row.identifier, payload }),
    currency: connection && connectorOf(connection.system)?.currency,
    versions: await selectVersions(pool, row),
    connection,
  }
}
