import { archive } from '../archive/archive.ts'
import { archived } from '../archive/archived.ts'
import { requireNotErased } from '../personal-keys/keys.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import type { InvoiceCtx } from './context.ts'
import { insertMade } from './load-queries.ts'
import { type LoadedInvoice, loadDocuments } from './load-documents.ts'
import { findInvoice } from './read-invoice.ts'

export type FileFormat = 'PDF' | 'FINVOICE' | 'UBL'

/**
 * The archived file of an invoice. A PDF that has not been needed yet is made now, from what was accepted; an e-invoice
 * file is there once one has been made to be sent.
 * Errors: 404 no such invoice or file, 410 the debtor was erased, 422 the invoice has not been accepted.
 */
export async function invoiceFile(
  ctx: InvoiceCtx,
  number: number,
  type: string | undefined,
  format: FileFormat,
): Promise<Answer> {
  const { invoiceId, status, type: found } = await findInvoice(ctx, ctx.platform.pool, number, type)
  await requireNotErased(ctx.platform.pool, { clientId: ctx.clientId, invoiceId })
  const loaded = (await loadDocuments(ctx.platform, ctx.platform.pool, [{ clientId: ctx.clientId, invoiceId }])).get(
    invoiceId,
  )
  if (loaded === undefined)
    throw new AppError(
      'RULE',
      `${found} ${number} is ${status}: it gets a document when the evaluation has accepted it.`,
    )
  const data = await fileOf(ctx, loaded, format)
  if (data === undefined)
    throw new AppError('NOT_FOUND', `${found} ${number} has no ${format} file: no e-invoice in this format was made.`)
  const extension = format === 'PDF' ? 'pdf' : 'xml'
  return {
    content: { data, mediaType: format === 'PDF' ? 'application/pdf' : 'application/xml' },
    headers: {
      'content-disposition': `inline; filename="${found.toLowerCase()}-${number}.${extension}"`,
      'cache-control': 'private, no-cache',
    },
  }
}

async function fileOf(ctx: InvoiceCtx, loaded: LoadedInvoice, format: FileFormat): Promise<Buffer | undefined> {
  const { pool, clock } = ctx.platform
  const hash = loaded.made.get(format)
  if (hash !== undefined) return (await archived(ctx.platform, pool, ctx.clientId, hash))?.bytes
  if (format !== 'PDF') return undefined
  const bytes = await ctx.invoices.renderer.render(loaded.document, loaded.attachments)
  const { clientId } = ctx
  const owner = { invoiceId: loaded.invoiceId }
  const object = { clientId, bytes, mediaType: 'application/pdf', owner }
  const made = await archive(ctx.platform, pool, object, clock.now())
  await insertMade(
    pool,
    [{ clientId: ctx.clientId, invoiceId: loaded.invoiceId, kind: 'PDF', hash: made }],
    clock.now(),
  )
  return Buffer.from(bytes)
}
