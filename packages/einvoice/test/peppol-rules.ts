/**
 * The rules that Peppol BIS Billing 3 adds to EN 16931, as far as our files can break them, written by what the rules of
 * release 3.0.19 say (R-numbers and national rules); and the order of UBL 2.1's elements, whose schema is not at hand.
 */
import { XmlDocument, XmlElement } from 'libxml2-wasm'
import { hasLuhn } from '@saatava/core/identifiers.ts'

const NAMESPACES = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
}

/** The ids of the rules that a file breaks, warnings too; and "ORDER …" where its elements stand in another order. */
export function peppolFaults(xml: string): string[] {
  const document = XmlDocument.fromBuffer(new TextEncoder().encode(xml))
  try {
    const reader = readerOf(document.root)
    return [...RULES.filter(({ holds }) => !holds(reader)).map(({ id }) => id), ...orderFaults(document.root)]
  } finally {
    document.dispose()
  }
}

interface Reader {
  name: string
  all(path: string): Reader[]
  /** The text at a path, '' where there is nothing. */
  text(path: string): string
  number(path: string): number
}

function readerOf(element: XmlElement): Reader {
  const text = (path: string) => element.get(path, NAMESPACES)?.content.trim() ?? ''
  return {
    name: element.name,
    all: (path) =>
      element
        .find(path, NAMESPACES)
        .filter((node) => node instanceof XmlElement)
        .map(readerOf),
    text,
    number: (path) => Number(text(path) || 'NaN'),
  }
}

const SUPPLIER = 'cac:AccountingSupplierParty/cac:Party'
const CUSTOMER = 'cac:AccountingCustomerParty/cac:Party'
const COUNTRY = 'cac:PostalAddress/cac:Country/cbc:IdentificationCode'
const VAT = `cac:PartyTaxScheme[cac:TaxScheme/cbc:ID="VAT"]/cbc:CompanyID`
const TAX = `cac:PartyTaxScheme[cac:TaxScheme/cbc:ID="TAX"]/cbc:CompanyID`
const ID_ELEMENTS = '//cbc:EndpointID | //cac:PartyIdentification/cbc:ID | //cbc:CompanyID'

const from = (country: string) => (root: Reader) => root.text(`${SUPPLIER}/${COUNTRY}`) === country
const both = (country: string) => (root: Reader) =>
  from(country)(root) && root.text(`${CUSTOMER}/${COUNTRY}`) === country
const near = (one: number, other: number) => Math.abs(one - other) <= 0.02 + 1e-9
const lines = (root: Reader) => root.all('cac:InvoiceLine | cac:CreditNoteLine')
const means = (root: Reader) => root.all('cac:PaymentMeans')
const code = (mean: Reader) => mean.text('cbc:PaymentMeansCode')
const paymentId = (mean: Reader) => mean.text('cbc:PaymentID')
const account = (mean: Reader) => mean.text('cac:PayeeFinancialAccount/cbc:ID')
const branch = (mean: Reader) => mean.text('cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID')

/** Whether a day of a line is in the invoice's period. */
function within(root: Reader, day: string): boolean {
  const from = root.text('cac:InvoicePeriod/cbc:StartDate')
  const to = root.text('cac:InvoicePeriod/cbc:EndDate')
  return day === '' || ((from === '' || day >= from) && (to === '' || day <= to))
}

interface Rule {
  id: string
  holds: (root: Reader) => boolean
}

function rule(id: string, holds: (root: Reader) => boolean): Rule {
  return { id, holds }
}

/** A rule for sellers of one country: what it does not apply to holds. */
function when(applies: (root: Reader) => boolean, id: string, holds: (root: Reader) => boolean): Rule {
  return { id, holds: (root) => !applies(root) || holds(root) }
}

/** Every identifier of a scheme has a form. */
function scheme(id: string, name: string, form: (value: string) => boolean): Rule {
  return rule(id, (root) =>
    root.all(ID_ELEMENTS).every((element) => element.text('@schemeID') !== name || form(element.text('.'))),
  )
}

function gln(value: string): boolean {
  const total = Array.from(value).reduce(
    (sum, digit, i) => sum + Number(digit) * ((value.length - i) % 2 === 1 ? 1 : 3),
    0,
  )
  return /^\d{13}$/.test(value) && total % 10 === 0
}

function mod11(value: string): boolean {
  const weights = [3, 2, 7, 6, 5, 4, 3, 2, 1]
  return /^\d{9}$/.test(value) && weights.reduce((sum, weight, i) => sum + weight * Number(value[i]), 0) % 11 === 0
}

const swedishGiro = (root: Reader, name: string) =>
  means(root).filter((mean) => code(mean) === '30' && branch(mean) === name)
const swedishVat = (root: Reader) => from('SE')(root) && root.text(`${SUPPLIER}/${VAT}`).startsWith('SE')

const RULES: Rule[] = [
  rule('R001', (root) => root.text('cbc:ProfileID') !== ''),
  rule('R002', (root) => root.all('cbc:Note').length <= 1),
  rule('R003', (root) => root.text('cbc:BuyerReference') !== '' || root.text('cac:OrderReference/cbc:ID') !== ''),
  rule('R004', (root) =>
    root
      .text('cbc:CustomizationID')
      .startsWith('urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'),
  ),
  rule('R007', (root) => /^urn:fdc:peppol\.eu:2017:poacc:billing:\d\d:1\.0$/.test(root.text('cbc:ProfileID'))),
  rule('R008', (root) => root.all('//*[not(*) and not(normalize-space())]').length === 0),
  rule('R010', (root) => root.text(`${CUSTOMER}/cbc:EndpointID`) !== ''),
  rule('R020', (root) => root.text(`${SUPPLIER}/cbc:EndpointID`) !== ''),
  rule('R040', (root) =>
    root
      .all('//cac:AllowanceCharge[cbc:MultiplierFactorNumeric and cbc:BaseAmount]')
      .every((a) =>
        near((a.number('cbc:BaseAmount') * a.number('cbc:MultiplierFactorNumeric')) / 100, a.number('cbc:Amount')),
      ),
  ),
  rule(
    'R041',
    (root) => root.all('//cac:AllowanceCharge[cbc:MultiplierFactorNumeric and not(cbc:BaseAmount)]').length === 0,
  ),
  rule(
    'R042',
    (root) => root.all('//cac:AllowanceCharge[cbc:BaseAmount and not(cbc:MultiplierFactorNumeric)]').length === 0,
  ),
  rule('R051', (root) => {
    const currency = root.text('cbc:DocumentCurrencyCode')
    const own = root.text('cbc:TaxCurrencyCode')
    const stated = root.all('cac:TaxTotal[not(cac:TaxSubtotal)]/cbc:TaxAmount')
    return (
      root.all('//*[@currencyID]').filter((amount) => amount.text('@currencyID') !== currency).length ===
        stated.length && stated.every((amount) => amount.text('@currencyID') === own)
    )
  }),
  rule('R053', (root) => root.all('cac:TaxTotal[cac:TaxSubtotal]').length === 1),
  rule('R005', (root) => root.text('cbc:TaxCurrencyCode') !== root.text('cbc:DocumentCurrencyCode')),
  rule(
    'R054',
    (root) =>
      root.all('cac:TaxTotal[not(cac:TaxSubtotal)]').length === (root.text('cbc:TaxCurrencyCode') === '' ? 0 : 1),
  ),
  rule('R055', (root) => {
    const [vat, own] = [
      root.number('cac:TaxTotal[cac:TaxSubtotal]/cbc:TaxAmount'),
      root.number('cac:TaxTotal[not(cac:TaxSubtotal)]/cbc:TaxAmount'),
    ]
    return Number.isNaN(own) || vat * own >= 0
  }),
  rule('R110', (root) => lines(root).every((line) => within(root, line.text('cac:InvoicePeriod/cbc:StartDate')))),
  rule('R111', (root) => lines(root).every((line) => within(root, line.text('cac:InvoicePeriod/cbc:EndDate')))),
  rule('R061', (root) => means(root).every((mean) => !['49', '59'].includes(code(mean)))),
  rule('R120', (root) =>
    lines(root).every((line) => {
      const quantity = line.number('cbc:InvoicedQuantity | cbc:CreditedQuantity')
      const base = line.text('cac:Price/cbc:BaseQuantity') === '' ? 1 : line.number('cac:Price/cbc:BaseQuantity')
      const allowance =
        line.text('cac:AllowanceCharge/cbc:Amount') === '' ? 0 : line.number('cac:AllowanceCharge/cbc:Amount')
      const product = quantity * (line.number('cac:Price/cbc:PriceAmount') / base) - allowance
      return near(line.number('cbc:LineExtensionAmount'), product)
    }),
  ),
  rule('R121', (root) => root.all('//cbc:BaseQuantity').every((base) => base.number('.') > 0)),
  rule('R130', (root) =>
    root
      .all('//cac:Price/cbc:BaseQuantity')
      .every(
        (base) =>
          base.text('@unitCode') === base.text('(../../cbc:InvoicedQuantity | ../../cbc:CreditedQuantity)/@unitCode'),
      ),
  ),
  rule('P0100', (root) => root.name === 'CreditNote' || ['380', '393'].includes(root.text('cbc:InvoiceTypeCode'))),
  rule('P0101', (root) => root.name === 'Invoice' || root.text('cbc:CreditNoteTypeCode') === '381'),
  scheme('COMMON-R040', '0088', gln),
  scheme('COMMON-R041', '0192', mod11),
  // Eight digits since the release of May 2025; the prefix DK was tolerated until May 2026.
  scheme('COMMON-R042', '0184', (value) => /^\d{8}$/.test(value)),
  scheme('COMMON-R049', '0007', (value) => /^\d{10}$/.test(value) && hasLuhn(value)),
  when(from('NO'), 'NO-R-001', (root) => {
    const [, digits] = /^NO(\d{9})MVA$/.exec(root.text(`${SUPPLIER}/${VAT}`)) ?? []
    return root.text(`${SUPPLIER}/${VAT}`) === '' || (digits !== undefined && mod11(digits))
  }),
  when(from('NO'), 'NO-R-002', (root) => root.text(`${SUPPLIER}/${TAX}`) === 'Foretaksregisteret'),
  when(from('DK'), 'DK-R-002', (root) => root.text(`${SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyID`) !== ''),
  when(both('DK'), 'DK-R-005', (root) =>
    means(root).every((mean) => ['1', '10', '31', '42', '48', '49', '50', '58', '59', '93', '97'].includes(code(mean))),
  ),
  when(both('DK'), 'DK-R-006', (root) =>
    means(root).every((mean) => !['31', '42'].includes(code(mean)) || (account(mean) !== '' && branch(mean) !== '')),
  ),
  when(both('DK'), 'DK-R-008', (root) =>
    means(root).every(
      (mean) => code(mean) !== '50' || (/^(01|04|15)#/.test(paymentId(mean)) && /^.{7,8}$/.test(account(mean))),
    ),
  ),
  when(both('DK'), 'DK-R-009', (root) =>
    means(root).every(
      (mean) => code(mean) !== '50' || !/^(04|15)#/.test(paymentId(mean)) || paymentId(mean).length === 19,
    ),
  ),
  when(both('DK'), 'DK-R-010', (root) =>
    means(root).every(
      (mean) => code(mean) !== '93' || (/^(71|73|75)#/.test(paymentId(mean)) && account(mean).length === 8),
    ),
  ),
  when(both('DK'), 'DK-R-011', (root) =>
    means(root).every(
      (mean) => code(mean) !== '93' || !/^(71|75)#/.test(paymentId(mean)) || /^.{18,19}$/.test(paymentId(mean)),
    ),
  ),
  when(
    both('DK'),
    'DK-R-013',
    (root) => root.all('//cac:Party/cac:PartyIdentification/cbc:ID[not(@schemeID)]').length === 0,
  ),
  when(
    from('DK'),
    'DK-R-014',
    (root) => root.text(`${SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyID/@schemeID`) === '0184',
  ),
  when(
    both('DK'),
    'DK-R-016',
    (root) => root.name === 'Invoice' || root.number('cac:LegalMonetaryTotal/cbc:PayableAmount') >= 0,
  ),
  when(swedishVat, 'SE-R-001', (root) => root.text(`${SUPPLIER}/${VAT}`).length === 14),
  when(swedishVat, 'SE-R-002', (root) => /^\d{12}$/.test(root.text(`${SUPPLIER}/${VAT}`).slice(2))),
  when(from('SE'), 'SE-R-003', (root) => /^\d*$/.test(root.text(`${SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyID`))),
  when(from('SE'), 'SE-R-004', (root) =>
    /^(.{10})?$/.test(root.text(`${SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyID`)),
  ),
  when(from('SE'), 'SE-R-013', (root) => hasLuhn(root.text(`${SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyID`))),
  when(from('SE'), 'SE-R-005', (root) => ['', 'Godkänd för F-skatt'].includes(root.text(`${SUPPLIER}/${TAX}`))),
  when(swedishVat, 'SE-R-006', (root) =>
    root
      .all('//cac:TaxCategory[cbc:ID="S"] | //cac:ClassifiedTaxCategory[cbc:ID="S"]')
      .every((category) => [25, 12, 6].includes(category.number('cbc:Percent'))),
  ),
  when(from('SE'), 'SE-R-007', (root) => swedishGiro(root, 'SE:PLUSGIRO').every((mean) => /^\d+$/.test(account(mean)))),
  when(from('SE'), 'SE-R-010', (root) =>
    swedishGiro(root, 'SE:PLUSGIRO').every((mean) => /^.{2,8}$/.test(account(mean))),
  ),
  when(from('SE'), 'SE-R-008', (root) => swedishGiro(root, 'SE:BANKGIRO').every((mean) => /^\d+$/.test(account(mean)))),
  when(from('SE'), 'SE-R-009', (root) =>
    swedishGiro(root, 'SE:BANKGIRO').every((mean) => /^.{7,8}$/.test(account(mean))),
  ),
  when(from('SE'), 'SE-R-011', (root) => means(root).every((mean) => !['50', '56'].includes(code(mean)))),
  when(both('SE'), 'SE-R-012', (root) => means(root).every((mean) => code(mean) !== '31')),
]

const HEAD =
  'DocumentCurrencyCode TaxCurrencyCode BuyerReference InvoicePeriod OrderReference BillingReference ContractDocumentReference AdditionalDocumentReference AccountingSupplierParty AccountingCustomerParty PayeeParty Delivery PaymentMeans PaymentTerms AllowanceCharge TaxTotal LegalMonetaryTotal'
const LINE = 'LineExtensionAmount InvoicePeriod AllowanceCharge Item Price'

/** The children that we write of each element, in the order of the UBL 2.1 schemas. */
const ORDER: Record<string, string> = {
  Invoice: `CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note ${HEAD} InvoiceLine`,
  CreditNote: `CustomizationID ProfileID ID IssueDate CreditNoteTypeCode Note ${HEAD} CreditNoteLine`,
  OrderReference: 'ID SalesOrderID',
  BillingReference: 'InvoiceDocumentReference',
  InvoiceDocumentReference: 'ID IssueDate',
  ContractDocumentReference: 'ID',
  AdditionalDocumentReference: 'ID DocumentDescription Attachment',
  Attachment: 'EmbeddedDocumentBinaryObject ExternalReference',
  InvoicePeriod: 'StartDate EndDate DescriptionCode',
  ExternalReference: 'URI',
  AccountingSupplierParty: 'Party',
  AccountingCustomerParty: 'Party',
  Party: 'EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact',
  PayeeParty: 'PartyName',
  PartyIdentification: 'ID',
  PartyName: 'Name',
  PostalAddress: 'StreetName AdditionalStreetName CityName PostalZone AddressLine Country',
  Address: 'StreetName AdditionalStreetName CityName PostalZone AddressLine Country',
  AddressLine: 'Line',
  Country: 'IdentificationCode',
  PartyTaxScheme: 'CompanyID TaxScheme',
  TaxScheme: 'ID',
  PartyLegalEntity: 'RegistrationName CompanyID',
  Contact: 'Name Telephone ElectronicMail',
  Delivery: 'ActualDeliveryDate DeliveryLocation DeliveryParty',
  DeliveryLocation: 'Address',
  DeliveryParty: 'PartyName',
  PaymentMeans: 'PaymentMeansCode PaymentID PayeeFinancialAccount',
  PayeeFinancialAccount: 'ID FinancialInstitutionBranch',
  FinancialInstitutionBranch: 'ID',
  PaymentTerms: 'Note',
  TaxTotal: 'TaxAmount TaxSubtotal',
  TaxSubtotal: 'TaxableAmount TaxAmount TaxCategory',
  TaxCategory: 'ID Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme',
  ClassifiedTaxCategory: 'ID Percent TaxScheme',
  LegalMonetaryTotal:
    'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount PrepaidAmount PayableRoundingAmount PayableAmount',
  InvoiceLine: `ID Note InvoicedQuantity ${LINE}`,
  CreditNoteLine: `ID Note CreditedQuantity ${LINE}`,
  AllowanceCharge:
    'ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason MultiplierFactorNumeric Amount BaseAmount',
  Item: 'Description Name SellersItemIdentification ClassifiedTaxCategory AdditionalItemProperty',
  SellersItemIdentification: 'ID',
  AdditionalItemProperty: 'Name Value',
  Price: 'PriceAmount BaseQuantity',
}

function orderFaults(root: XmlElement): string[] {
  return [root, ...root.find('.//*[*]')].flatMap((element) => {
    if (!(element instanceof XmlElement)) return []
    const names = element.find('*').map((child) => (child instanceof XmlElement ? child.name : ''))
    const order = ORDER[element.name]?.split(' ') ?? []
    const places = names.map((name) => order.indexOf(name))
    const wrong = places.some((place, i) => place < 0 || place < (places[i - 1] ?? 0))
    return wrong ? [`ORDER ${element.name}: ${names.join(' ')}`] : []
  })
}
