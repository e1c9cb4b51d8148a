/**
 * An invoice as Finvoice 3.0 (Finance Finland, schema of 30.11.2020). Texts longer than their element are spread over as
 * many as the schema allows; identifiers are whole or not there at all.
 */
import type { InvoiceDocument } from '../model/document.ts'
import type { EinvoiceAddressing } from '../addressing.ts'
import { einvoiceRows } from '../rows.ts'
import { cut, fitting, wrapped } from '../text.ts'
import { WORDS } from '../words.ts'
import { group, textElement, XML_DECLARATION } from '../xml.ts'
import { invoiceDetails } from './details.ts'
import { epiDetails } from './epi.ts'
import { buyerElements, deliveryDetails, deliveryElements, recipientElements, sellerElements } from './parties.ts'
import { invoiceRow, textRow } from './rows.ts'
import { soapFrame } from './soap-frame.ts'
import { addressOf, transmissionDetails } from './transmission.ts'
import { amountWriter } from './values.ts'

/**
 * The bare file, in UTF-8: one Finvoice with its MessageTransmissionDetails.
 * Throws EinvoiceError where the invoice has no bank account at all.
 */
export function finvoiceXml(document: InvoiceDocument, addressing: EinvoiceAddressing): string {
  const amount = amountWriter(document.currency, document.type === 'CREDIT_NOTE')
  const { rows, net } = einvoiceRows(document)
  const written = rows.map(({ row, isText }) => (isText ? textRow(row) : invoiceRow(row, document, amount)))
  const finvoice = group(
    'Finvoice',
    [
      transmissionDetails(addressing),
      ...sellerElements(document, addressOf(addressing.from).id),
      ...recipientElements(document),
      ...buyerElements(document),
      ...deliveryElements(document),
      deliveryDetails(document),
      invoiceDetails(document, net, amount),
      paymentStatus(document),
      factoring(document),
      textElement('VirtualBankBarcode', document.type === 'CREDIT_NOTE' ? undefined : document.payment.barcode),
      ...(written.length === 0 ? ['<InvoiceRow/>'] : written),
      epiDetails(document, amount),
      ...copyLink(document),
    ],
    { Version: '3.0' },
  )
  return `${XML_DECLARATION}\n${finvoice}\n`
}

/** The SOAP envelope (ebXML MessageHeader) that the banks' forwarding service reads in front of a Finvoice. */
export function finvoiceSoapFrame(_document: InvoiceDocument, addressing: EinvoiceAddressing): string {
  return soapFrame(addressing)
}

/** Frame and Finvoice in one file, one after the other, as banks take them: two XML documents, so it is not one. */
export function finvoiceWithSoap(document: InvoiceDocument, addressing: EinvoiceAddressing): string {
  return `${soapFrame(addressing)}${finvoiceXml(document, addressing)}`
}

function paymentStatus({ type, totals, payment }: InvoiceDocument): string {
  if (type === 'CREDIT_NOTE') return ''
  const code = totals.paid === 0n ? 'NOTPAID' : payment.payable <= 0n ? 'PAID' : 'PARTLYPAID'
  return group('PaymentStatusDetails', [textElement('PaymentStatusCode', code)])
}

function factoring({ factoring: agreement, language }: InvoiceDocument): string {
  if (agreement === undefined) return ''
  const { financierName, agreementNumber } = agreement
  const text = WORDS[language].assigned(financierName)
  return group('FactoringAgreementDetails', [
    // Required, and may be empty.
    textElement('FactoringAgreementIdentifier', fitting(agreementNumber, 35)) || '<FactoringAgreementIdentifier/>',
    ...wrapped(text, 70).map((part) => textElement('FactoringFreeText', part)),
    textElement('FactoringPartyName', cut(financierName, 35)),
  ])
}

function copyLink({ references: { invoiceCopyUrl }, language }: InvoiceDocument): string[] {
  const url = fitting(invoiceCopyUrl, 512)
  return url === undefined
    ? []
    : [textElement('InvoiceUrlNameText', WORDS[language].copy), textElement('InvoiceUrlText', url)]
}
