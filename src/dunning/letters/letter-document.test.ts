/** From a step's claim to the letter: its sums, dates and codes, who it goes to and by which channels. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readFinnishBarcode } from '@saatava/core/barcode/finnish.ts'
import { exampleDocument } from '../../../test/support/documents/example.ts'
import { absent, scanned, textOf } from '../../../test/support/documents/pdf-tools.ts'
import { renderInvoicePdf } from '../../documents/render-invoice-pdf.ts'
import { readDocument, storedDocument } from '@saatava/einvoice/model/document-json.ts'
import type { Party } from '@saatava/einvoice/model/document.ts'
import { LAW } from '@saatava/law/law.ts'
import { lateInterest } from '@saatava/law/late-interest.ts'
import type { Case } from '../../claims/case.ts'
import { CONSENT_RULES } from './consent.ts'
import { letterChannels } from './letter-channels.ts'
import { letterDocument } from './letter-document.ts'
import type { LetterRequest } from './letter-request.ts'

const COLLECTOR: Party = {
  name: 'Saatava',
  address: { street: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI', countryCode: 'FI' },
  email: 'collection@example.com',
}
const ADDRESS = { street: 'Testikuja 8', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' }
const BOTH = ['EMAIL', 'PRINT'] as const

const CASE: Case = {
  clientId: 1,
  caseId: 5_000_001,
  invoiceId: '00000000-0000-7000-8000-000000000001',
  invoiceNumber: 2_026_000_042,
  debtorId: '019a4c3e-0000-7000-8000-000000000001',
  paymentReference: '20260000422',
  stage: 'OVERDUE',
  status: 'OPEN',
  statusReason: null,
  country: 'FI',
  debtorType: 'CONSUMER',
  currency: 'EUR',
  debtor: { name: 'Matti Meikäläinen', language: 'sv', email: 'matti@example.com', address: ADDRESS },
  capital: 169_235n,
  invoiceDate: '2026-01-31',
  aroseOn: '2026-01-31',
  dueDate: '2026-02-14',
  caseDueDate: '2026-02-14',
  dueDateChanges: 0,
  interestPercentage: null,
  policyId: 'FI-CONSUMER',
  policyVersion: 1,
  stepIndex: 0,
  nextDate: null,
  legalApprovedOn: null,
  legalActOn: null,
  pausedUntil: null,
  disputed: null,
  objection: null,
  directlyEnforceable: false,
  creditorDeductsVat: true,
  creditorCosts: 0n,
  formerFees: 0n,
  acknowledgedOn: null,
  hold: null,
  interestUntil: null,
  interestFrom: '2026-02-15',
  openedAt: new Date('2026-02-01T00:00:00Z'),
  closedAt: null,
  closingReason: null,
}

function request(changes: Partial<LetterRequest> = {}): LetterRequest {
  const claim = { capital: 169_235n, interest: 616n, costs: 0n, fees: 500n }
  return { case: CASE, kind: 'REMINDER', claim, fee: 500n, date: '2026-03-01', payWithinDays: 14, ...changes }
}

test('a letter claims what the step claims, to be paid by its day, in the debtor’s language', () => {
  const letter = letterDocument(request(), exampleDocument({ description: 'About the delivery' }), COLLECTOR)
  assert.deepEqual(
    [letter.type, letter.date, letter.dueDate, letter.language],
    ['REMINDER', '2026-03-01', '2026-03-15', 'sv'],
  )
  assert.equal(letter.payment.payable, 170_351n)
  assert.deepEqual(letter.letter?.claim, { capital: 169_235n, interest: 616n, costs: 0n, fees: 500n, total: 170_351n })
  assert.deepEqual(letter.letter.invoice, {
    ...{ number: '2026000042', date: '2026-01-31', dueDate: '2026-02-14', total: 169_235n },
    subject: 'About the delivery',
  })
  assert.deepEqual([letter.recipient.name, letter.recipient.email], ['Matti Meikäläinen', 'matti@example.com'])
  assert.deepEqual([letter.rows, letter.description, letter.number], [[], undefined, '2026000042'])
  assert.deepEqual(letter.payment.reference, exampleDocument().payment.reference)
})

test('the bar code and the QR code hold the new sum and day, read from the printed page', {
  skip: absent('pdftoppm', 'zbarimg'),
}, async () => {
  const letter = letterDocument(request(), exampleDocument(), COLLECTOR)
  const codes = scanned(await renderInvoicePdf(letter))
  const bars = codes.find(({ text }) => /^\d{54}$/.test(text))
  assert.ok(bars)
  const read = readFinnishBarcode(bars.text)
  assert.ok(read !== undefined)
  assert.deepEqual([read.payable, read.dueDate], [170_351n, '2026-03-15'])
  assert.ok(codes.some(({ text }) => text.startsWith('BCD\n002') && text.includes('EUR1703.51')))
})

test('interest is itemised by periods of one rate and one capital', () => {
  const interest = lateInterest({
    ...{ country: 'FI', debtorType: 'CONSUMER', currency: 'EUR', due: '2025-05-31', until: '2025-09-30' },
    capital: [
      { from: '2025-05-31', capital: 100_000n },
      { from: '2025-08-01', capital: 40_000n },
    ],
  })
  const { letter } = letterDocument(request({ interest }), exampleDocument(), COLLECTOR)
  assert.deepEqual(letter?.interest, [
    { from: '2025-06-01', to: '2025-06-30', percentage: 10.5, capital: 100_000n },
    { from: '2025-07-01', to: '2025-07-31', percentage: 9.5, capital: 100_000n },
    { from: '2025-08-01', to: '2025-09-30', percentage: 9.5, capital: 40_000n },
  ])
})

test('the disputed part of a claim is not claimed', () => {
  const debt = { ...CASE, status: 'DISPUTED' as const, disputed: 69_235n }
  const { payment, letter } = letterDocument(request({ case: debt }), exampleDocument(), COLLECTOR)
  assert.deepEqual([letter?.claim.capital, payment.payable], [100_000n, 101_116n])
})

const REMINDED = { step: 'REMINDER', date: '2026-02-15', amount: 500n }

test('every fee stands on a separate line, the letter’s own last, and the paid part of them too', {
  skip: absent('pdftotext'),
}, async () => {
  const claim = { capital: 169_235n, interest: 616n, costs: 0n, fees: 2_650n }
  const debt = { ...CASE, debtor: { ...CASE.debtor, language: 'fi' } }
  const demand = request({ case: debt, kind: 'DEMAND', claim, fee: 2_400n, charged: [REMINDED] })
  const document = letterDocument(demand, exampleDocument(), COLLECTOR)
  assert.deepEqual(document.letter?.feesCharged, [REMINDED, { step: 'DEMAND', date: '2026-03-01', amount: 2_400n }])
  const text = textOf(await renderInvoicePdf(document))
  assert.match(text, /Muistutusmaksu +15\.2\.2026 +5,00/)
  assert.match(text, /Maksuvaatimuksen kulu +1\.3\.2026, tämä kirje +24,00/)
  assert.match(text, /Kuluista maksettu +−2,50/)
})

test('fees that do not explain what is owed of them are stated in one sum', () => {
  const claim = { capital: 169_235n, interest: 616n, costs: 0n, fees: 2_000n }
  const { letter } = letterDocument(request({ claim, charged: [REMINDED] }), exampleDocument(), COLLECTOR)
  assert.equal(letter?.feesCharged, undefined)
})

test('a letter is stored and read again as it was, whatever its amounts', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 14n })
  fc.assert(
    fc.property(amount, amount, amount, amount, (capital, interest, costs, fees) => {
      const letter = letterDocument(
        request({ claim: { capital, interest, costs, fees } }),
        exampleDocument(),
        COLLECTOR,
      )
      const stored = JSON.parse(JSON.stringify(storedDocument(letter, null))) as ReturnType<typeof storedDocument>
      assert.deepEqual(readDocument(stored), letter)
      assert.equal(letter.payment.payable, capital + interest + costs + fees)
    }),
  )
})

function channels(
  debt: Partial<Case>,
  kind: LetterRequest['kind'],
  setUp: readonly ('EMAIL' | 'PRINT')[],
  fallback = true,
) {
  const changed = { ...CASE, ...debt }
  const letter = letterDocument(request({ case: changed, kind }), exampleDocument(), COLLECTOR)
  return letterChannels(changed, letter, LAW, '2026-03-01', setUp, fallback)
}

test('by email where there is an address, on paper else; the other one waits', () => {
  assert.deepEqual(channels({}, 'REMINDER', BOTH).channels, ['EMAIL', 'PRINT'])
  assert.deepEqual(channels({}, 'REMINDER', BOTH, false).channels, ['EMAIL'])
  assert.deepEqual(channels({}, 'REMINDER', ['PRINT']).channels, ['PRINT'])
  assert.deepEqual(channels({ debtor: { name: 'A', language: 'fi', address: ADDRESS } }, 'REMINDER', BOTH).channels, [
    'PRINT',
  ])
  const wrong = { ...ADDRESS, postalCode: '1' }
  const nowhere = channels({ debtor: { name: 'A', language: 'fi', address: wrong } }, 'REMINDER', BOTH)
  assert.deepEqual(nowhere.channels, [])
  assert.match(nowhere.reasons.join(' '), /no email address\. .*postal code “1”/)
})

test('a demand that the law keeps on paper is printed', () => {
  assert.deepEqual(channels({}, 'DEMAND', BOTH).channels, ['PRINT'])
  assert.deepEqual(channels({ debtorType: 'BUSINESS' }, 'DEMAND', BOTH).channels, ['PRINT'])
  const basis = (name: 'CONSENT' | 'PRACTICE', since: string) => ({
    debtor: { ...CASE.debtor, electronicDemands: { basis: name, since } },
  })
  assert.deepEqual(channels({ debtorType: 'BUSINESS', ...basis('PRACTICE', '2024-01-01') }, 'DEMAND', BOTH).channels, [
    'EMAIL',
    'PRINT',
  ])
  assert.deepEqual(channels(basis('CONSENT', '2025-06-01'), 'DEMAND', BOTH).channels, ['EMAIL', 'PRINT'])
  const ended = channels(basis('CONSENT', '2025-03-01'), 'DEMAND', BOTH)
  assert.deepEqual(ended.channels, ['PRINT'])
  assert.match(ended.reasons.join(' '), /held for 12 months/)
  assert.deepEqual(channels({ country: 'NO', debtorType: 'BUSINESS' }, 'DEMAND', BOTH).channels, ['PRINT'])
  assert.deepEqual(channels({ country: 'SE' }, 'DEMAND', BOTH).channels, ['EMAIL', 'PRINT'])
  assert.match(channels({}, 'DEMAND', ['EMAIL']).reasons.join(' '), /consent for an electronic demand/)
  for (const { source } of CONSENT_RULES) assert.ok(source !== '')
})
