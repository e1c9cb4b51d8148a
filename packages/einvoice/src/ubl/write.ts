/**
 * An invoice or credit note as UBL 2.1 by Peppol BIS Billing 3 (EN 16931). Elements stand in the order of the UBL schema.
 * Credit notes are positive here, as they are in our documents.
 */
import type { InvoiceDocument } from '../model/document.ts'
import type { EinvoiceAddressing } from '../addressing.ts'
import { einvoiceRows } from '../rows.ts'
import { WORDS } from '../words.ts'
import { clean, group, textElement, XML_DECLARATION } from '../xml.ts'
import { linesOf } from './lines.ts'
import { customerParty, delivery, payeeParty, supplierParty } from './parties.ts'
import { paymentMeans, paymentTerms } from './payment.ts'
import { invoicePeriod } from './supply.ts'
import { monetaryTotal, ownCurrencyTax, taxTotal } from './totals.ts'
import { amountWriter, basic } from './values.ts'

const CUSTOMIZATION_ID = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'
const PROFILE_ID = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'

/** UNTDID 1001: commercial invoice, factored invoice, credit note. */
const INVOICE = '380'
const FACTORED_INVOICE = '393'
const CREDIT_NOTE = '381'

/** Peppol asks for the buyer's reference or an order (R003); this is what it has for "there is none". */
const NONE = 'NA'

/** A PDF that travels inside the file. */
export interface EinvoiceAttachment {
  fileName: string
  bytes: Uint8Array
}

const SCHEMA = 'urn:oasis:names:specification:ubl:schema:xsd'

/**
 * The file, in UTF-8. Throws EinvoiceError where an end has no Peppol address. `einvoiceAddressFault` names beforehand
 * what EN 16931 forbids and no writer can mend.
 */
export function ublXml(
  given: InvoiceDocument,
  addressing: EinvoiceAddressing,
  attachments: EinvoiceAttachment[] = [],
): string {
  const document = withVatLine(given)
  const credit = document.type === 'CREDIT_NOTE'
  const name = credit ? 'CreditNote' : 'Invoice'
  const amount = amountWriter(document.currency)
  const rows = einvoiceRows(document)
  const { lines, leading } = linesOf(rows, document, amount)
  const type = document.type === 'FACTORING' ? FACTORED_INVOICE : INVOICE
  const root = group(
    name,
    [
      basic('CustomizationID', CUSTOMIZATION_ID),
      basic('ProfileID', PROFILE_ID),
      basic('ID', document.number),
      basic('IssueDate', document.date),
      credit ? '' : basic('DueDate', document.dueDate),
      credit ? basic('CreditNoteTypeCode', CREDIT_NOTE) : basic('InvoiceTypeCode', type),
      basic('Note', note(document, leading)),
      basic('DocumentCurrencyCode', document.currency),
      basic('TaxCurrencyCode', document.taxCurrency?.code),
      basic('BuyerReference', buyerReference(document)),
      invoicePeriod(document),
      ...references(document),
      ...attachments.map((attachment, i) => embedded(attachment, `${document.number}-${i + 1}`)),
      supplierParty(document, addressing),
      customerParty(document, addressing),
      payeeParty(document),
      delivery(document),
      ...paymentMeans(document),
      paymentTerms(document),
      taxTotal(document, amount),
      ownCurrencyTax(document),
      monetaryTotal(document, rows.net, amount),
      ...lines,
    ],
    {
      xmlns: `${SCHEMA}:${name}-2`,
      'xmlns:cac': `${SCHEMA}:CommonAggregateComponents-2`,
      'xmlns:cbc': `${SCHEMA}:CommonBasicComponents-2`,
    },
  )
  return `${XML_DECLARATION}\n${root}\n`
}

/** One note is all there may be (R002). */
function note({ description, additionalInformation, factoring, language }: InvoiceDocument, leading: string[]): string {
  const assigned = factoring === undefined ? undefined : WORDS[language].assigned(factoring.financierName)
  return [description, additionalInformation, assigned, ...leading]
    .map((text) => clean(text ?? ''))
    .filter((text) => text !== '')
    .join('; ')
}

function buyerReference({
  references: { buyer, orderNumber, sales },
  buyer: party,
}: InvoiceDocument): string | undefined {
  const hasOrder = present(orderNumber) !== undefined || present(sales) !== undefined
  return present(buyer) ?? (hasOrder ? undefined : (present(party.customerAccountId) ?? NONE))
}

function references({ references: given, number, language }: InvoiceDocument): string[] {
  const { orderNumber, sales, agreement, creditedInvoiceNumber, creditedInvoiceDate, invoiceCopyUrl } = given
  const order = present(orderNumber)
  const salesOrder = present(sales)
  const hasOrder = order !== undefined || salesOrder !== undefined
  return [
    hasOrder ? group('cac:OrderReference', [basic('ID', order ?? NONE), basic('SalesOrderID', salesOrder)]) : '',
    present(creditedInvoiceNumber) === undefined
      ? ''
      : group('cac:BillingReference', [
          group('cac:InvoiceDocumentReference', [
            basic('ID', creditedInvoiceNumber),
            basic('IssueDate', creditedInvoiceDate),
          ]),
        ]),
    group('cac:ContractDocumentReference', [basic('ID', agreement)]),
    present(invoiceCopyUrl) === undefined
      ? ''
      : group('cac:AdditionalDocumentReference', [
          basic('ID', number),
          basic('DocumentDescription', WORDS[language].copy),
          group('cac:Attachment', [group('cac:ExternalReference', [basic('URI', invoiceCopyUrl)])]),
        ]),
  ]
}

/** BG-24. EN 16931 takes several media types (BR-CL-24); invoices here have PDF alone. */
function embedded({ fileName, bytes }: EinvoiceAttachment, id: string): string {
  return group('cac:AdditionalDocumentReference', [
    basic('ID', id),
    basic('DocumentDescription', fileName),
    group('cac:Attachment', [
      textElement('cbc:EmbeddedDocumentBinaryObject', Buffer.from(bytes).toString('base64'), {
        mimeCode: 'application/pdf',
        filename: fileName,
      }),
    ]),
  ])
}

function present(text: string | undefined): string | undefined {
  return text === undefined || clean(text) === '' ? undefined : text
}

/** An invoice of texts alone still says by which VAT it is worth nothing (BR-CO-18). */
function withVatLine(document: InvoiceDocument): InvoiceDocument {
  if (document.vatLines.length > 0) return document
  return { ...document, vatLines: [{ percentage: 0, category: 'Z', net: 0n, vat: 0n }] }
}
