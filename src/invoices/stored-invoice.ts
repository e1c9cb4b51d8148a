/** The JSON columns of the table invoice. */
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { optional, orNull } from '../platform/http/schema.ts'
import { stored } from '../platform/stored.ts'
import { SalesInvoiceRequest } from './schemas.ts'

interface InvoiceKey {
  clientId: ClientId
  invoiceId: InvoiceId
}

/** Reads the whole request of an invoice that waits for its evaluation. */
export const readRequest = stored(SalesInvoiceRequest, 'invoice.payload')

const { processing, invoice } = SalesInvoiceRequest.properties
const { parties, terms } = invoice.properties

/** The part of a request that a claim is made of. It is there as well where the personal data of the debtor was erased. */
const ClaimRequest = Type.Object({
  processing: optional(orNull(processing)),
  invoice: Type.Object({ parties, terms }),
})
export type ClaimRequest = Static<typeof ClaimRequest>
export const readClaimRequest = stored(ClaimRequest, 'invoice.payload')

/** Reads the document as it was accepted. */
export const readInvoiceDocument = stored(StoredDocument, 'invoice.document')

/** @returns null where none was accepted */
export function documentIn(row: InvoiceKey & { document: unknown }): StoredDocument | null {
  return row.document === null ? null : readInvoiceDocument(row.document, keyOfInvoice(row))
}

export const readDocumentPayment = stored(StoredDocument.properties.payment, 'invoice.document')

/** The name of an invoice in errors of what is stored. */
export function keyOfInvoice({ clientId, invoiceId }: InvoiceKey): string {
  return `client ${clientId}, invoice ${invoiceId}`
}
