/** One rendering, in a separate thread. Errors that the caller must know apart are values: classes do not cross over. */
import { move } from 'piscina'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { type AttachmentFault, BrokenAttachment } from './broken-attachment.ts'
import type { AttachmentPart } from './merge-attachments.ts'
import { type SettlementStatement, renderSettlement } from './render-settlement.ts'
import { propertiesOf, renderInvoicePdf, renderPaymentPage } from './render-invoice-pdf.ts'

export interface RenderJob {
  document: InvoiceDocument
  attachments: AttachmentPart[]
}

export interface SettlementJob {
  settlement: SettlementStatement
}

export interface Refused {
  position: number
  fault: AttachmentFault
  detail?: string
}

/** The file, or why an attachment cannot be a part of it. */
export default async function render(job: RenderJob | SettlementJob): Promise<Uint8Array | Refused> {
  if ('settlement' in job) return move(await renderSettlement(job.settlement)) as Uint8Array
  const { document, attachments } = job
  try {
    // Moved, not copied: the bytes change hands.
    return move(await rendered(document, attachments)) as Uint8Array
  } catch (error) {
    if (!(error instanceof BrokenAttachment)) throw error
    const { position, fault, detail } = error
    return { position, fault, ...(detail === undefined ? {} : { detail }) }
  }
}

async function rendered(document: InvoiceDocument, attachments: AttachmentPart[]): Promise<Uint8Array> {
  const replaced = attachments.some(({ mode }) => mode === 'printout')
  const invoice = replaced ? undefined : await renderInvoicePdf(document)
  if (invoice !== undefined && attachments.length === 0) return invoice
  const paymentPage = replaced && document.payment.ownPage === true ? await renderPaymentPage(document) : undefined
  // Most invoices have none, and the library for it is large.
  const { mergeAttachments } = await import('./merge-attachments.ts')
  return mergeAttachments(invoice ?? paymentPage, attachments, propertiesOf(document))
}
