/** Whom letters ask to be paid: the agency's client-funds account of the currency, in every country, language and place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClientFundsAccount } from '../../agency/account.ts'
import { readFinnishBarcode } from '@saatava/core/barcode/finnish.ts'
import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { exampleDocument } from '../../../test/support/documents/example.ts'
import { absent, scanned, textOf } from '../../../test/support/documents/pdf-tools.ts'
import { renderInvoicePdf } from '../../documents/render-invoice-pdf.ts'
import { type InvoiceDocument, LANGUAGES, LETTER_KINDS, type Party } from '@saatava/einvoice/model/document.ts'
import { EXAMPLE_CLIENT_FUNDS } from '@saatava/core/example-accounts.ts'
import { bankAccounts } from '../../config/bank-config.ts'
import type { Case } from '../../claims/case.ts'
import { letterDocument } from './letter-document.ts'
import type { LetterRequest } from './letter-request.ts'

const COUNTRIES = { FI: 'EUR', SE: 'SEK', NO: 'NOK', DK: 'DKK' } as const
type Country = keyof typeof COUNTRIES
const CLIENT_FUNDS = {
  fi: 'asiakasvarat',
  sv: 'klientmedel',
  en: 'client funds',
  no: 'klientmidler',
  da: 'klientmidler',
} as const
const AGENCY: Party = {
  name: 'Saatava',
  address: { street: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI', countryCode: 'FI' },
}
const ACCOUNTS: ClientFundsAccount[] = bankAccounts(EXAMPLE_CLIENT_FUNDS).map((account) => ({
  ...account,
  ...{
    accountId: account.iban,
    isDefault: true,
    addedBy: 'test',
    addedAt: new Date(0),
    endedBy: null,
    endedAt: null,
  },
}))

function accountIn(currency: string): ClientFundsAccount {
  const account = ACCOUNTS.find((one) => one.currency === currency)
  assert.ok(account, `there is a client-funds account in ${currency}`)
  return account
}

/** An invoice as a creditor's own: its account must stand nowhere on a letter. */
function invoiceOf(country: Country): InvoiceDocument {
  const { iban, bic } = EXAMPLE_CREDITORS[country]
  const invoice = exampleDocument({ currency: COUNTRIES[country] })
  return { ...invoice, payment: { ...invoice.payment, accounts: [{ iban, bic }] } }
}

function letterOf(
  country: Country,
  language: (typeof LANGUAGES)[number],
  kind: LetterRequest['kind'],
): InvoiceDocument {
  const debt = {
    ...{ clientId: 1, caseId: 5_000_001, country, currency: COUNTRIES[country], debtorType: 'BUSINESS' },
    ...{ debtor: { name: 'Example Buyer', language }, invoiceDate: '2026-01-31', dueDate: '2026-02-14' },
    ...{ interestPercentage: null, disputed: null },
  } as unknown as Case
  const claim = { capital: 169_235n, interest: 616n, costs: 0n, fees: 500n }
  const request = { case: debt, kind, claim, fee: 500n, date: '2026-03-01', payWithinDays: 14 }
  return letterDocument(request, invoiceOf(country), AGENCY, accountIn(COUNTRIES[country]))
}

/** Letters that ask to be paid. */
const PAYABLE = LETTER_KINDS.filter((kind) => kind !== 'OBJECTION_RECEIVED' && kind !== 'PAID')
const EVERY = (Object.keys(COUNTRIES) as Country[]).flatMap((country) =>
  LANGUAGES.flatMap((language) => PAYABLE.map((kind) => ({ country, language, kind }))),
)

function compact(text: string): string {
  return text.replaceAll(/\s/g, '')
}

test('every letter asks to pay the client-funds account of its currency and no other', () => {
  for (const { country, language, kind } of EVERY) {
    const { payment, seller } = letterOf(country, language, kind)
    const account = accountIn(COUNTRIES[country])
    const where = `${country} ${language} ${kind}`
    assert.deepEqual(
      payment.accounts.map(({ iban }) => iban),
      [account.iban],
      where,
    )
    assert.equal(payment.accounts[0]?.bankgiro, account.bankgiros[0], where)
    assert.equal(payment.payee?.name, `Saatava, ${CLIENT_FUNDS[language]}`, where)
    assert.notEqual(payment.payee?.name, seller.name)
    if (payment.barcode !== undefined) assert.equal(readFinnishBarcode(payment.barcode)?.iban, account.iban, where)
    if (payment.epcQr !== undefined)
      assert.ok(payment.epcQr.includes(`\nSaatava, ${CLIENT_FUNDS[language]}\n${account.iban}\n`), where)
    assert.equal(payment.barcode !== undefined, country === 'FI', `${where}: a Finnish bar code`)
    assert.equal(payment.epcQr !== undefined, COUNTRIES[country] === 'EUR', `${where}: a QR code`)
  }
})

test('the printed letter shows that account, the payee and the creditor, and never the creditor’s account', {
  skip: absent('pdftotext'),
}, async () => {
  // Demands in every language, every kind in one: the block of payment is the same.
  for (const { country, language, kind } of EVERY.filter((one) => one.kind === 'DEMAND' || one.language === 'fi')) {
    const letter = letterOf(country, language, kind)
    const text = textOf(await renderInvoicePdf(letter))
    const where = `${country} ${language} ${kind}: ${text}`
    assert.ok(compact(text).includes(accountIn(COUNTRIES[country]).iban), where)
    assert.ok(text.includes(`Saatava, ${CLIENT_FUNDS[language]}`), where)
    assert.ok(text.includes(letter.seller.name), where)
    assert.ok(!compact(text).includes(EXAMPLE_CREDITORS[country].iban), where)
  }
})

test('the codes that a scanner reads on a printed demand pay that account', {
  skip: absent('pdftoppm', 'zbarimg'),
}, async () => {
  const codes = scanned(await renderInvoicePdf(letterOf('FI', 'fi', 'DEMAND')))
  const { iban } = accountIn('EUR')
  const bars = codes.find(({ text }) => /^\d{54}$/.test(text))
  assert.equal(readFinnishBarcode(bars?.text ?? '')?.iban, iban)
  assert.ok(codes.some(({ text }) => text.startsWith('BCD') && text.includes(iban)))
})
