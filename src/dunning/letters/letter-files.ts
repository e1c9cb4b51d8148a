import type { InvoiceId } from '@saatava/core/ids.ts'
import { archivedAll } from '../../archive/archived.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { readDocument } from '@saatava/einvoice/model/document-json.ts'
import type { Platform } from '../../platform/context.ts'
import type { Queryable } from '../../platform/database.ts'
import { type LetterKey, selectLetters, writeLetterHashes } from './queries.ts'
import { requireLetterDocument } from './stored-letter.ts'

export interface LoadedLetter {
  /** The invoice of its case. */
  invoiceId: InvoiceId
  document: InvoiceDocument
  /** Bytes of the archived PDF, once it has been made. */
  made: Map<'PDF', Buffer>
}

/** Letters as documents, by letterId. @throws AppError GONE the debtor was erased */
export async function loadLetters(
  platform: Platform,
  db: Queryable,
  keys: LetterKey[],
): Promise<Map<string, LoadedLetter>> {
  if (keys.length === 0) return new Map()
  const rows = []
  for (const row of await selectLetters(db, keys))
    rows.push({ ...row, document: await requireLetterDocument(db, row, row.document) })
  const logos = rows.flatMap(({ clientId, document }) =>
    document.logo === undefined ? [] : [{ clientId, hash: Buffer.from(document.logo.hash, 'hex') }],
  )
  const bytes = await archivedAll(platform, db, logos)
  const logoOf = new Map(
    logos.map(({ clientId, hash }, i) => [`${clientId} ${hash.toString('hex')}`, bytes[i]?.bytes] as const),
  )
  return new Map(
    rows.map(({ clientId, letterId, invoiceId, document, hash }) => [
      letterId,
      {
        invoiceId,
        document: readDocument(document, document.logo && logoOf.get(`${clientId} ${document.logo.hash}`)),
        made: new Map(hash === null ? [] : [['PDF' as const, hash]]),
      },
    ]),
  )
}

/** The first file that was made of a letter stays its file. */
export async function rememberLetterFiles(db: Queryable, files: (LetterKey & { hash: Buffer })[]): Promise<void> {
  await writeLetterHashes(db, files)
}
