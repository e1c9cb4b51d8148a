/** The column letter.document. The erasure of the debtor leaves a mark in its place (src/erasure/inventory.ts). */
import { type Static, Type } from 'typebox'
import type { ClientId, InvoiceId, LetterId } from '@saatava/core/ids.ts'
import { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { erased, requireNotErased } from '../../personal-keys/keys.ts'
import type { Queryable } from '../../platform/database.ts'
import { stored } from '../../platform/stored.ts'

const LetterDocument = Type.Union([StoredDocument, Type.Object({ erased: Type.Literal(true) })])
export type LetterDocument = Static<typeof LetterDocument>

const readDocument = stored(LetterDocument, 'letter.document')

export function letterDocumentIn(row: { clientId: ClientId; letterId: LetterId; document: unknown }): LetterDocument {
  return readDocument(row.document, `client ${row.clientId}, letter ${row.letterId}`)
}

/** @throws AppError GONE the debtor was erased */
export async function requireLetterDocument(
  db: Queryable,
  invoice: { clientId: ClientId; invoiceId: InvoiceId },
  document: LetterDocument,
): Promise<StoredDocument> {
  if (!('erased' in document)) return document
  await requireNotErased(db, invoice)
  throw erased(undefined)
}
