import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { archivedAll } from '../archive/archived.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'
import type { AttachmentPart } from '../documents/renderer.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { readDocument } from '@saatava/einvoice/model/document-json.ts'
import { type LoadedRow, selectAttachmentRows, selectDocumentRows } from './load-queries.ts'

export interface InvoiceKey {
  clientId: ClientId
  invoiceId: InvoiceId
}

/** An attachment under the name that it came with. */
type NamedPart = AttachmentPart & { fileName: string }

export interface LoadedInvoice extends InvoiceKey {
  document: InvoiceDocument
  attachments: NamedPart[]
  /** Kinds that have been made already: their bytes' hashes. */
  made: Map<string, Buffer>
}

/** Accepted invoices as documents, with their attachments; those that have no document (not accepted yet) are missing. */
export async function loadDocuments(
  platform: Platform,
  db: Queryable,
  keys: InvoiceKey[],
): Promise<Map<string, LoadedInvoice>> {
  const rows = (await selectDocumentRows(db, keys)).filter((row) => row.document !== null)
  const logos = rows.flatMap(({ clientId, document }) =>
    document?.logo === undefined ? [] : [{ clientId, hash: Buffer.from(document.logo.hash, 'hex') }],
  )
  const logoBytes = await archivedAll(platform, db, logos)
  const logoOf = new Map(
    logos.map(({ clientId, hash }, i) => [`${clientId} ${hash.toString('hex')}`, logoBytes[i]?.bytes]),
  )
  const attachments = await selectAttachmentRows(
    db,
    rows.filter((row) => row.attachments > 0),
  )
  const bytes = await archivedAll(platform, db, attachments)
  const parts = new Map<string, NamedPart[]>()
  for (const [i, row] of attachments.entries()) {
    const content = bytes[i]?.bytes
    if (content === undefined)
      throw new Error(`attachment ${row.position} of invoice ${row.invoiceId} is not in the archive`)
    const list = parts.get(row.invoiceId) ?? []
    list.push({ fileName: row.fileName, bytes: content, mode: row.useAsPrintout ? 'printout' : 'append' })
    parts.set(row.invoiceId, list)
  }
  return new Map(rows.map((row) => [row.invoiceId, loaded(row, logoOf, parts.get(row.invoiceId) ?? [])]))
}

function loaded(row: LoadedRow, logoOf: Map<string, Buffer | undefined>, attachments: NamedPart[]): LoadedInvoice {
  const { clientId, invoiceId, document: stored } = row
  if (stored === null) throw new Error(`invoice ${invoiceId} has no document`)
  const logo = stored.logo && logoOf.get(`${clientId} ${stored.logo.hash}`)
  const made = new Map(Object.entries(row.made ?? {}).map(([kind, hash]) => [kind, Buffer.from(hash, 'hex')]))
  return { clientId, invoiceId, document: readDocument(stored, logo), attachments, made }
}
