/** Under payment control debtors pay the agency, whatever country, language or form of document; without it the creditor. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { ClientFundsAccount } from '../../src/agency/account.ts'
import { addAccount } from '../../src/agency/add-account.ts'
import { clientFundsAccounts } from '../../src/agency/read-agency.ts'
import { readFinnishBarcode } from '@saatava/core/barcode/finnish.ts'
import { kidCheck } from '@saatava/core/references/no-kid.ts'
import { absent, pageCount, scanned, textOf } from '../support/documents/pdf-tools.ts'
import { finvoiceXml } from '@saatava/einvoice/finvoice/write.ts'
import { ublXml } from '@saatava/einvoice/ubl/write.ts'
import { readDocument } from '@saatava/einvoice/model/document-json.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import { LANGUAGES, type InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import {
  type InvoiceBody,
  type InvoiceClient,
  type InvoiceOverrides,
  codesOf,
  creditNoteOf,
  invoiceClient,
  invoiceOf,
  numberOf,
} from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'

/** Creditors' own accounts: none is the agency's. */
const COUNTRIES = {
  FI: { currency: 'EUR', iban: 'FI5810171000000122', postalCode: '00100' },
  SE: { currency: 'SEK', iban: 'SE3550000000054910000003', postalCode: '111 22' },
  NO: { currency: 'NOK', iban: 'NO8330001234567', postalCode: '0150' },
  DK: { currency: 'DKK', iban: 'DK9520000123456789', postalCode: '1050' },
} as const
type Country = keyof typeof COUNTRIES
const PAYEE = { fi: 'asiakasvarat', sv: 'klientmedel', en: 'client funds', no: 'klientmidler', da: 'klientmidler' }
const CONTROLLED = { processing: { paymentControlEnabled: true } }
const ADDRESSING = {
  from: { id: '003701120389', intermediatorId: '003721291126', name: 'Seller' },
  to: { id: '003722625095', intermediatorId: '003721291126', name: 'Buyer' },
  messageId: 'M1',
  createdAt: new Date('2026-01-15T10:00:00Z'),
  timeZone: 'Europe/Helsinki',
}

let api: TestService
let accounts: ClientFundsAccount[]
const clients = new Map<Country, InvoiceClient>()

before(async () => {
  api = await testService()
  accounts = await clientFundsAccounts(api.service.platform)
})
after(() => api.stop())

async function clientOf(country: Country): Promise<InvoiceClient> {
  const { currency, iban, postalCode } = COUNTRIES[country]
  const known = clients.get(country)
  if (known !== undefined) return known
  const client = await invoiceClient(api, {
    client: {
      countryCode: country,
      currencyCode: currency,
      ibanAccount: iban,
      bic: undefined,
      vatRegNbr: 'FI01120389',
      postalAddress: 'Testikuja 7',
      postalCode,
      postalDistrict: 'TOWN',
    },
  })
  clients.set(country, client)
  return client
}

function bodyOf(country: Country, overrides: InvoiceOverrides = {}): InvoiceBody {
  const { currency } = COUNTRIES[country]
  return invoiceOf({
    rows: [{ name: 'Work', quantity: 1, unitPrice: 100, vatPercentage: 0 }],
    ...overrides,
    header: { currencyCode: currency, ...overrides.header },
  })
}

async function documentOf(client: InvoiceClient, body: InvoiceBody): Promise<InvoiceDocument> {
  const { rows } = await api.pool.query<{ document: StoredDocument }>({
    text: 'select document from invoice where client_id = $1 and number = $2 and type = $3',
    values: [client.clientIdentifier, numberOf(body), body.invoice.header['type'] ?? 'INVOICE'],
  })
  assert.ok(rows[0]?.document, 'it has been accepted')
  return readDocument(rows[0].document)
}

async function pdfOfInvoice(client: InvoiceClient, body: InvoiceBody): Promise<Buffer> {
  const reply = await fetch(`${api.origin}/api/v1/partner/invoice/${numberOf(body)}/document`, {
    headers: { 'x-api-key': client.token },
  })
  assert.equal(reply.status, 200)
  return Buffer.from(await reply.arrayBuffer())
}

function compact(text: string): string {
  return text.replaceAll(/\s/g, '')
}

function accountIn(currency: string): ClientFundsAccount {
  const account = accounts.find((one) => one.currency === currency)
  assert.ok(account, currency)
  return account
}

test('an invoice under payment control names the agency’s account in every country and language', {
  skip: absent('pdftotext', 'pdftoppm', 'zbarimg'),
}, async () => {
  for (const country of Object.keys(COUNTRIES) as Country[])
    for (const language of LANGUAGES) {
      const client = await clientOf(country)
      const body = bodyOf(country, { ...CONTROLLED, header: { languageCode: language } })
      assert.equal((await client.send(body)).status, 'INVOICED')
      const { currency, iban } = COUNTRIES[country]
      const account = accountIn(currency)
      const document = await documentOf(client, body)
      const { payment } = document
      assert.deepEqual(
        payment.accounts.map((one) => one.iban),
        [account.iban],
      )
      assert.equal(payment.payee?.name, `Saatava, ${PAYEE[language]}`)
      const pdf = await pdfOfInvoice(client, body)
      const text = compact(textOf(pdf))
      for (const said of [account.iban, compact(payment.payee.name), compact(document.seller.name)])
        assert.ok(text.includes(said), `${country} ${language}: ${said} in ${text}`)
      assert.ok(!text.includes(iban))
      if (country === 'SE') assert.ok(text.includes('991-2346'))
      if (country === 'NO') assert.ok(text.includes('8601.11.17947'))
      if (country === 'DK') assert.ok(text.includes('00400440116243'))
      if (country !== 'FI') continue
      const codes = scanned(pdf)
      const barcode = readFinnishBarcode(codes.find(({ kind }) => kind === 'CODE-128')?.text ?? '')
      assert.equal(barcode?.iban, account.iban)
      const qr = (codes.find(({ kind }) => kind === 'QR-Code')?.text ?? '').split('\n')
      assert.deepEqual(qr.slice(5, 7), [payment.payee.name, account.iban])
    }
})

test('e-invoices under payment control pay the agency, by Finvoice and by Peppol', async () => {
  for (const country of Object.keys(COUNTRIES) as Country[]) {
    const client = await clientOf(country)
    const body = bodyOf(country, CONTROLLED)
    await client.send(body)
    const document = await documentOf(client, body)
    const { currency, iban } = COUNTRIES[country]
    const account = accountIn(currency)
    const finvoice = finvoiceXml(document, ADDRESSING)
    assert.match(finvoice, new RegExp(`<EpiAccountID[^>]*>${account.iban}</EpiAccountID>`))
    assert.match(finvoice, new RegExp(`<EpiNameAddressDetails>${document.payment.payee?.name}</EpiNameAddressDetails>`))
    const ubl = ublXml(document, ADDRESSING)
    assert.match(ubl, new RegExp(`<cac:PayeeParty>\\s*<cac:PartyName>\\s*<cbc:Name>${document.payment.payee?.name}`))
    const paid = /<cac:PayeeFinancialAccount>\s*<cbc:ID>([^<]+)/.exec(ubl)?.[1] ?? ''
    assert.ok(account.iban.endsWith(paid) || account.bankgiros.includes(paid), `${country}: ${paid}`)
    for (const xml of [finvoice, ubl]) assert.ok(!xml.includes(iban))
  }
})

test('an invoice without payment control names the creditor’s account', async () => {
  for (const country of Object.keys(COUNTRIES) as Country[]) {
    const client = await clientOf(country)
    for (const overrides of [{}, { ...CONTROLLED, buyer: { disableCollection: true } }]) {
      const body = bodyOf(country, overrides)
      assert.deepEqual((await client.send(body)).warnings, [])
      const { payment } = await documentOf(client, body)
      assert.deepEqual(
        [payment.accounts.map(({ iban }) => iban), payment.payee],
        [[COUNTRIES[country].iban], undefined],
      )
    }
  }
})

test('a factored invoice names the financier’s account, also under payment control', async () => {
  const client = await clientOf('FI')
  const financierIban = 'FI4250001510000023'
  const factoring = { financierName: 'Test Financier Oy', financierIban }
  const body = bodyOf('FI', { ...CONTROLLED, header: { type: 'FACTORING' }, terms: { factoring } })
  await client.send(body)
  const { payment } = await documentOf(client, body)
  assert.deepEqual([payment.accounts, payment.payee], [[{ iban: financierIban }], undefined])
})

test('payment control in a currency without an account of client funds is an error, never the creditor’s account', async () => {
  const client = await clientOf('FI')
  const view = await client.send(bodyOf('FI', { ...CONTROLLED, header: { currencyCode: 'USD', exchangeRate: 0.9 } }))
  assert.deepEqual([view.status, codesOf(view)], ['ERROR', ['NO_COLLECTION_ACCOUNT']])
  assert.notEqual(
    (await client.send(bodyOf('FI', { header: { currencyCode: 'USD', exchangeRate: 0.9 } }))).status,
    'ERROR',
  )
})

test('payment details that name another account than the agency’s are warned of, and not printed', async () => {
  const client = await clientOf('FI')
  const body = bodyOf('FI', { ...CONTROLLED, seller: { paymentDetails: { iban: 'FI58 1017 1000 0001 22' } } })
  const reply = await client.post(body)
  assert.deepEqual(
    reply.body.warnings?.map(({ code }) => code),
    ['PAYS_ELSEWHERE'],
    reply.text,
  )
  const view = await client.evaluated(numberOf(body))
  assert.deepEqual(
    view.warnings?.map(({ code, pointer }) => `${code} ${pointer}`),
    ['PAYS_ELSEWHERE /invoice/parties/sellerParty/paymentDetails/iban'],
  )
  const { payment } = await documentOf(client, body)
  assert.deepEqual(
    payment.accounts.map(({ iban }) => iban),
    [accountIn('EUR').iban],
  )
  const same = bodyOf('FI', { ...CONTROLLED, seller: { paymentDetails: { iban: accountIn('EUR').iban } } })
  assert.deepEqual((await client.send(same)).warnings, [])
})

async function printoutOf(...lines: string[]): Promise<{ fileName: string; data: string; useAsPrintout: boolean }> {
  const document = await PDFDocument.create()
  const page = document.addPage()
  lines.forEach((line, i) => page.drawText(line, { x: 50, y: 700 - i * 30 }))
  return { fileName: 'own.pdf', data: Buffer.from(await document.save()).toString('base64'), useAsPrintout: true }
}

test('a print-out without the agency’s account gets a payment page; one that names it does not', {
  skip: absent('pdftotext', 'pdfinfo'),
}, async () => {
  const client = await clientOf('FI')
  for (const [line, pages] of [
    ['Pay to FI58 1017 1000 0001 22', 2],
    ['Pay to FI21 1234 5600 0007 85', 1],
    ['Pay to fi2112345600000785.', 1],
  ] as const) {
    const body = bodyOf('FI', { ...CONTROLLED, attachments: [await printoutOf('Own invoice', line)] })
    const view = await client.send(body)
    assert.equal(view.status, 'INVOICED', JSON.stringify(view))
    const codes = view.warnings?.map(({ code }) => code)
    assert.deepEqual(codes, pages === 2 ? ['PAYS_ELSEWHERE'] : [], line)
    const pdf = await pdfOfInvoice(client, body)
    assert.equal(pageCount(pdf), pages, line)
    if (pages === 2) assert.ok(compact(textOf(pdf, 2)).includes(accountIn('EUR').iban))
  }
})

test('a reference that another open case bears is replaced, in any spelling and for any client', async () => {
  const [first, second] = [await clientOf('FI'), await invoiceClient(api)]
  const reference = 'RF2720260000422'
  const own = bodyOf('FI', { ...CONTROLLED, references: { payment: reference } })
  assert.deepEqual((await first.send(own)).warnings, [])
  // A repeated invoice is no other case.
  assert.deepEqual((await first.post(own)).body.warnings, undefined)
  for (const client of [first, second])
    for (const spelling of ['20260000422', '2 02600 00422', '00000020260000422', 'rf27 2026 0000 422']) {
      const body = bodyOf('FI', { ...CONTROLLED, references: { payment: spelling } })
      const reply = await client.post(body)
      assert.deepEqual(
        reply.body.warnings?.map(({ code }) => code),
        ['REFERENCE_NOT_UNIQUE'],
        reply.text,
      )
      const view = await client.evaluated(numberOf(body))
      assert.deepEqual(
        view.warnings?.map(({ code }) => code),
        ['REFERENCE_NOT_UNIQUE'],
      )
      assert.notEqual(view.paymentReference, '20260000422')
      assert.match(view.paymentReference ?? '', new RegExp(`${numberOf(body)}\\d$`))
    }
  const without = bodyOf('FI', { references: { payment: reference } })
  assert.deepEqual((await second.send(without)).warnings, [])
  assert.equal((await documentOf(second, without)).payment.reference?.value, reference)
})

test('one of two invoices that are sent at once with one reference keeps it', async () => {
  const [first, second] = [await clientOf('FI'), await invoiceClient(api)]
  for (const reference of ['1232', '5555558', '13', '7894561230']) {
    const sent = await Promise.all(
      [first, second, first, second].map(async (client) => {
        const body = bodyOf('FI', { ...CONTROLLED, references: { payment: reference } })
        await client.post(body)
        return (await client.evaluated(numberOf(body))).paymentReference
      }),
    )
    assert.equal(new Set(sent).size, sent.length, `${reference}: ${sent.join(' ')}`)
  }
})

test('a reference that is made never meets one that was given', async () => {
  const [first, second] = [await clientOf('FI'), await invoiceClient(api)]
  const made = bodyOf('FI', CONTROLLED)
  // The first client sends beforehand the reference that the second client's number will make.
  const foreseen = await second.send(
    bodyOf('FI', { ...CONTROLLED, processing: {}, header: { number: numberOf(made) + 50_000 } }),
  )
  const given = foreseen.paymentReference ?? ''
  await first.send(bodyOf('FI', { ...CONTROLLED, references: { payment: given } }))
  const late = bodyOf('FI', { ...CONTROLLED, header: { type: 'COLLECTION', number: numberOf(made) + 50_000 } })
  const view = await second.send(late)
  assert.notEqual(view.status, 'ERROR', JSON.stringify(view.reasons))
  assert.notEqual(view.paymentReference, given)
})

test('a reference is free again when its case has closed', async () => {
  const client = await clientOf('FI')
  const unpaid = { dueDate: '2099-01-31' }
  const body = bodyOf('FI', { ...CONTROLLED, header: unpaid, references: { payment: '8080806' } })
  await client.send(body)
  await client.settled(numberOf(body))
  await client.send(
    creditNoteOf(numberOf(body), 100, { rows: [{ name: 'Credit', quantity: 1, unitPrice: 100, vatPercentage: 0 }] }),
  )
  const again = await client.send(bodyOf('FI', { ...CONTROLLED, references: { payment: '8080806' } }))
  assert.deepEqual([again.paymentReference, again.warnings], ['8080806', []])
})

test('a Danish payment line needs the agency’s creditor number; without it the reference stands alone', async () => {
  const client = await clientOf('DK')
  const body = bodyOf('DK', CONTROLLED)
  await client.send(body)
  const { reference } = (await documentOf(client, body)).payment
  assert.equal(reference?.printed, reference?.value)
  const line = bodyOf('DK', { ...CONTROLLED, references: { payment: '+71<123456789012347+12345678<' } })
  const view = await client.send(line)
  assert.deepEqual(
    view.warnings?.map(({ code }) => code),
    ['PAYS_ELSEWHERE'],
  )
  assert.equal((await documentOf(client, line)).payment.reference?.printed, '123456789012347')
})

test('an invoice above 400 euros without the addresses that the law asks for is warned of', async () => {
  const client = await invoiceClient(api)
  const rows = (unitPrice: number) => [{ name: 'Work', quantity: 1, unitPrice, vatPercentage: 0 }]
  const business = { address: undefined }
  const codes = async (overrides: InvoiceOverrides) =>
    (await client.send(invoiceOf(overrides))).warnings?.map(({ code }) => code)
  assert.deepEqual(await codes({ rows: rows(400.01), buyer: business }), [
    'SELLER_ADDRESS_MISSING',
    'BUYER_ADDRESS_MISSING',
  ])
  assert.deepEqual(await codes({ rows: rows(400), buyer: business }), [])
  assert.deepEqual(await codes({ rows: rows(401), buyer: { ...business, entityType: 'CONSUMER' } }), [
    'SELLER_ADDRESS_MISSING',
  ])
  const seller = {
    address: { street: 'Testikuja 7', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' },
  }
  assert.deepEqual(await codes({ rows: rows(401), seller }), [])
})

test('a reference that the bank of the agency’s account would refuse is replaced by one that it takes', async () => {
  // Last in this file: the default account in NOK is another one from here on.
  await addAccount(api.ctx(), {
    ...{ currency: 'NOK', iban: 'NO5015032080119', bic: 'DNBANOKK', makeDefault: true },
    referenceAgreement: { kidLengths: [16], kidModulus: 11 },
  })
  const client = await clientOf('NO')
  const refused = bodyOf('NO', { ...CONTROLLED, references: { payment: '2000110029' } })
  const view = await client.send(refused)
  assert.deepEqual(
    view.warnings?.map(({ code }) => code),
    ['REFERENCE_NOT_AGREED'],
  )
  assert.match(view.warnings?.[0]?.message ?? '', /takes a KID of 16 characters, and it has 10/)
  const printed = (await documentOf(client, refused)).payment.reference
  assert.equal(printed?.kind, 'NO_KID')
  assert.equal(printed?.value.length, 16)
  assert.equal(printed?.value.slice(-1), kidCheck(printed?.value.slice(0, -1) ?? '', 11))

  const base = '200019999888877'
  const agreed = bodyOf('NO', { ...CONTROLLED, references: { payment: `${base}${kidCheck(base, 11)}` } })
  assert.deepEqual((await client.send(agreed)).warnings, [])
  const without = bodyOf('NO', CONTROLLED)
  assert.equal((await client.send(without)).paymentReference?.replace(/^0+/, '').length, 16)
})
