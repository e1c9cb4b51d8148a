/** InvoiceDetails: what kind of invoice, its numbers and dates, totals, VAT by rate, texts and terms of payment. */
import { Big } from 'big.js'
import { addDays } from '@saatava/core/dates.ts'
import type { InvoiceDocument, InvoiceType, VatLine } from '../model/document.ts'
import { cut, fitting, paragraphs, wrapped } from '../text.ts'
import { EXEMPTION_CODES, EXEMPTIONS, TYPE_NAMES, WORDS } from '../words.ts'
import { group, textElement } from '../xml.ts'
import { type AmountWriter, amountWriter, dateElement, percentElement, percentText } from './values.ts'

/**
 * Finvoice's own code of each type, and UNTDID 1001's where it has one that is an invoice: a reminder must not be booked
 * as another invoice. Source: Maventa, "Document types and type codes" (INV01 invoice, INV02 credit note, INV05 collect
 * note, INV08 reminder, INV09 direct payment); 393 is a factored invoice.
 */
const TYPE_CODES: Record<InvoiceType, { finvoice: string; untdid?: string }> = {
  INVOICE: { finvoice: 'INV01', untdid: '380' },
  CREDIT_NOTE: { finvoice: 'INV02', untdid: '381' },
  REMINDER: { finvoice: 'INV08' },
  AUTO_PAYMENT_INVOICE: { finvoice: 'INV09', untdid: '380' },
  COLLECTION: { finvoice: 'INV05' },
  FACTORING: { finvoice: 'INV01', untdid: '393' },
}

const REFERENCE_CHARACTERS_MAX = 70
const EXCHANGE_RATE_DECIMALS_MAX = 6
const FREE_TEXT_CHARACTERS_MAX = 512
export const NUMBER_CHARACTERS_MAX = 20

/** @param rowsNet the sum of the rows that are written, minor units */
export function invoiceDetails(document: InvoiceDocument, rowsNet: bigint, amount: AmountWriter): string {
  const { references, totals, language } = document
  const code = TYPE_CODES[document.type]
  const { taxCurrency: own } = document
  const ownAmount = amountWriter(own?.code ?? '', document.type === 'CREDIT_NOTE')
  const rounding = totals.total - totals.net - totals.vat
  return group('InvoiceDetails', [
    textElement('InvoiceTypeCode', code.finvoice, { CodeListAgencyIdentifier: 'SPY' }),
    textElement('InvoiceTypeCodeUN', code.untdid),
    textElement('InvoiceTypeText', TYPE_NAMES[language][document.type].toUpperCase()),
    textElement('OriginCode', 'Original'),
    textElement('InvoiceNumber', document.number),
    dateElement('InvoiceDate', document.date),
    textElement('OriginalInvoiceNumber', fitting(references.creditedInvoiceNumber, NUMBER_CHARACTERS_MAX)),
    dateElement('OriginalInvoiceDate', references.creditedInvoiceDate),
    dateElement('InvoicingPeriodStartDate', document.supply?.from),
    dateElement('InvoicingPeriodEndDate', document.supply?.to),
    reference('SellerReferenceIdentifier', references.sales),
    reference('SellersBuyerIdentifier', document.buyer.customerAccountId),
    reference('OrderIdentifier', references.orderNumber),
    dateElement('OrderDate', references.orderDate),
    reference('AgreementIdentifier', references.agreement),
    reference('BuyerReferenceIdentifier', references.buyer),
    amount('RowsTotalVatExcludedAmount', rowsNet),
    amount('InvoiceTotalVatExcludedAmount', totals.net),
    amount('InvoiceTotalVatAmount', totals.vat),
    own === undefined ? '' : ownAmount('InvoiceTotalVatAccountingAmount', own.vat),
    amount('InvoiceTotalVatIncludedAmount', totals.net + totals.vat),
    rounding === 0n ? '' : amount('InvoiceTotalRoundoffAmount', rounding),
    totals.paid === 0n ? '' : amount('InvoicePaidAmount', totals.paid),
    textElement('ExchangeRate', rateText(own?.exchangeRate)),
    ...document.vatLines.map((line) => vatSpecification(line, document, amount)),
    ...freeTexts(document).map((text) => textElement('InvoiceFreeText', text)),
    paymentTerms(document, amount),
  ])
}

/** Writes as many decimals as the schema's pattern has; nothing where the rate rounds to 0. */
function rateText(rate: string | undefined): string | undefined {
  const rounded = new Big(rate ?? 0).round(EXCHANGE_RATE_DECIMALS_MAX, 1)
  return rounded.eq(0) ? undefined : rounded.toFixed().replace('.', ',')
}

function reference(name: string, text: string | undefined): string {
  return textElement(name, fitting(text, REFERENCE_CHARACTERS_MAX))
}

function vatSpecification(line: VatLine, { language }: InvoiceDocument, amount: AmountWriter): string {
  const reason = EXEMPTIONS[language][line.category]
  return group('VatSpecificationDetails', [
    amount('VatBaseAmount', line.net),
    percentElement('VatRatePercent', line.percentage),
    textElement('VatCode', line.category),
    amount('VatRateAmount', line.vat),
    textElement('VatFreeText', reason),
    textElement('VatExemptionReasonCode', EXEMPTION_CODES[line.category]),
  ])
}

/** The seller's texts, and references too long for their own elements: cut, they would point at nothing. */
function freeTexts({ description, additionalInformation, references, buyer }: InvoiceDocument): string[] {
  const long = [
    references.sales,
    references.buyer,
    references.agreement,
    references.orderNumber,
    buyer.customerAccountId,
  ]
  const homeless = long.filter((text) => text !== undefined && fitting(text, REFERENCE_CHARACTERS_MAX) === undefined)
  return [description, additionalInformation, ...homeless].flatMap((text) => paragraphs(text, FREE_TEXT_CHARACTERS_MAX))
}

function paymentTerms({ terms, type, language, dueDate, date, totals }: InvoiceDocument, amount: AmountWriter): string {
  const words = WORDS[language]
  const { interestPercentage: interest, cashDiscount } = terms
  const text = terms.text ?? (terms.netDays === undefined ? '' : words.netDays(terms.netDays))
  const discount = type === 'CREDIT_NOTE' ? undefined : cashDiscount
  const reduction = discount === undefined ? 0n : share(totals.total, discount.percentage)
  return group('PaymentTermsDetails', [
    ...wrapped(text, 70)
      .slice(0, 2)
      .map((part) => textElement('PaymentTermsFreeText', part)),
    dateElement('InvoiceDueDate', dueDate),
    ...(discount === undefined
      ? []
      : [
          dateElement('CashDiscountDate', addDays(date, discount.days)),
          amount('CashDiscountBaseAmount', totals.total),
          percentElement('CashDiscountPercent', discount.percentage),
          amount('CashDiscountAmount', reduction),
          amount('ReducedInvoiceVatIncludedAmount', totals.total - reduction),
        ]),
    group('PaymentOverDueFineDetails', [
      textElement(
        'PaymentOverDueFineFreeText',
        cut(interest === undefined ? words.interestByLaw : words.interest(percentText(interest)), 70),
      ),
      percentElement('PaymentOverDueFinePercent', interest),
    ]),
  ])
}

/** A percentage of an amount of minor units, half away from zero. */
function share(minor: bigint, percent: number): bigint {
  return BigInt(new Big(minor.toString()).times(percent).div(100).round(0, 1).toFixed())
}
