import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isIban } from '../identifiers.ts'
import { isFault, type Checked } from '../references/fault.ts'
import { makeFi, readFi } from '../references/fi.ts'
import { makeRf, readRf, rfCheckDigits } from '../references/rf.ts'
import type { Reference } from '../references/reference.ts'
import { finnishBarcode, readFinnishBarcode } from './finnish.ts'

const IBAN = 'FI79 4405 2020 0360 82'
const NATIONAL = held(readFi('86851 62596 19897'))
const RF = held(readRf('RF09 8685 1625 9619 897'))

test('the published bar codes, written and read', () => {
  for (const [code, payment] of [
    [
      '479440520200360820048831500000000868516259619897100612',
      { payable: 488315n, reference: NATIONAL, dueDate: '2010-06-12' },
    ],
    [
      '579440520200360820048831509000000868516259619897100612',
      { payable: 488315n, reference: RF, dueDate: '2010-06-12' },
    ],
    [
      '479440520200360820000011000000000000000001234561260312',
      { payable: 110n, reference: held(readFi('1234561')), dueDate: '2026-03-12' },
    ],
  ] as const) {
    assert.equal(finnishBarcode({ iban: IBAN, ...payment }), code)
    assert.deepEqual(readFinnishBarcode(code), { iban: IBAN.replaceAll(' ', ''), ...payment })
  }
})

test('amounts beyond the field and missing dates are zeros', () => {
  const digits = (payable: bigint) => finnishBarcode({ iban: IBAN, payable, reference: NATIONAL })
  assert.equal(digits(999_999_99n)?.slice(17, 25), '99999999')
  assert.equal(digits(1_000_000_00n)?.slice(17, 25), '00000000')
  assert.equal(digits(1_000_000_00n), digits(0n))
  assert.equal(digits(0n), finnishBarcode({ iban: IBAN, reference: NATIONAL }))
  assert.deepEqual(readFinnishBarcode(digits(0n) ?? ''), { iban: IBAN.replaceAll(' ', ''), reference: NATIONAL })
})

test('content that does not fit makes no bar code', () => {
  const lettered = `RF${rfCheckDigits('A1')}A1`
  for (const changed of [
    { iban: 'SE4550000000058398257466' },
    { iban: 'FI7944052020036083' },
    { reference: held(readRf(lettered)) },
    { reference: { kind: 'FREE', value: '1234561', printed: '1234561' } },
    { reference: { kind: 'FI', value: '1234562', printed: '12 34562' } },
    { payable: -1n },
    { dueDate: '2026-02-30' },
    { dueDate: '1999-12-31' },
    { dueDate: '2100-01-01' },
  ] as const)
    assert.equal(finnishBarcode({ iban: IBAN, payable: 100n, reference: NATIONAL, ...changed }), undefined)
})

test('every bar code is 54 digits and reads back; a wrong digit in account or reference is noticed', () => {
  const reference = fc.tuple(fc.boolean(), fc.bigInt({ min: 100n, max: 10n ** 19n - 1n }))
  const day = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2099, 11, 31) })
  const cents = fc.bigInt({ min: 1n, max: 999_999_99n })
  fc.assert(
    fc.property(
      account(),
      cents,
      reference,
      day,
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      (iban, payable, [rf, base], at, i, by) => {
        const dueDate = new Date(at).toISOString().slice(0, 10)
        const payment = { iban, payable, reference: held(rf ? makeRf(String(base)) : makeFi(String(base))), dueDate }
        const code = finnishBarcode(payment) ?? ''
        assert.match(code, /^[45]\d{53}$/)
        assert.deepEqual(readFinnishBarcode(code), payment)
        const guarded = [
          ...Array.from({ length: 16 }, (_, n) => n + 1),
          ...Array.from({ length: 20 }, (_, n) => n + 28),
        ]
        const place = guarded[i % guarded.length] ?? 1
        const wrong = code.slice(0, place) + ((Number(code[place]) + by) % 10) + code.slice(place + 1)
        assert.equal(readFinnishBarcode(wrong), undefined)
      },
    ),
  )
  for (const not of ['', '4', '9'.repeat(54), '4'.repeat(54)]) assert.equal(readFinnishBarcode(not), undefined)
})

/** Finnish IBANs with their check digits found by trial, so not by our own rule. */
function account(): fc.Arbitrary<string> {
  return fc
    .stringMatching(/^[1-8]\d{13}$/)
    .map(
      (bban) => Array.from({ length: 97 }, (_, i) => `FI${String(i + 2).padStart(2, '0')}${bban}`).find(isIban) ?? '',
    )
    .filter((iban) => iban !== '')
}

function held(checked: Checked): Reference {
  if (isFault(checked)) assert.fail(checked.fault)
  return checked
}
