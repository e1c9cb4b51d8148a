import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { minorToNumber, sum } from '@saatava/core/money.ts'
import { checkPayment } from './check-payment.ts'
import type { Payment } from './schemas.ts'

/** @param amount and rows in minor units */
function payment(amount: bigint, rows: bigint[], more: Partial<Payment> = {}): Payment {
  return {
    paymentIdentifier: 'p',
    invoiceNumber: '1',
    paymentDate: '2026-02-25',
    amount: minorToNumber(amount),
    currency: 'EUR',
    targetIdentifier: 'invoicenumber',
    paymentMethodType: 'alternative',
    rows: rows.map((row) => ({ accountNumber: 1910, amount: minorToNumber(row) })),
    ...more,
  }
}

const amounts = fc.bigInt({ min: -10_000_000_00n, max: 10_000_000_00n })

test('rows that sum to zero are accepted, a cent beside it is not', () => {
  fc.assert(
    fc.property(fc.array(amounts, { maxLength: 199 }), fc.constantFrom(1n, -1n, 100n), (rows, off) => {
      const balanced = [...rows, -sum(rows)]
      assert.deepEqual(checkPayment(payment(100n, balanced), '/payments/3').faults, [])
      const { faults } = checkPayment(payment(100n, [...balanced, off]), '/payments/3')
      assert.deepEqual(
        faults.map(({ pointer, code }) => `${pointer} ${code}`),
        ['/payments/3/rows SUM_NOT_ZERO'],
      )
    }),
  )
})

test('an amount that differs from the debit rows gives a warning, for a payment and for a refund', () => {
  for (const [amount, rows, warned] of [
    [11_000n, [11_000n, -1_000n, -10_000n], false],
    [-11_000n, [-11_000n, 1_000n, 10_000n], false],
    [10_000n, [11_000n, -11_000n], true],
    [10_000n, [], false],
  ] as const) {
    const { faults, warnings } = checkPayment(payment(amount, [...rows]), '/payments/0')
    assert.deepEqual(faults, [])
    assert.equal(warnings.length, warned ? 1 : 0)
  }
})

test('a payment of 0.00 is refused, and the invoice or the reference is required', () => {
  const codes = (value: Payment) => checkPayment(value, '').faults.map(({ pointer, code }) => `${pointer} ${code}`)
  assert.deepEqual(codes(payment(0n, [])), ['/amount AMOUNT_ZERO'])
  const { invoiceNumber: _, ...without } = payment(1n, [])
  assert.deepEqual(codes(without), ['/invoiceNumber REQUIRED'])
  assert.deepEqual(codes({ ...without, targetIdentifier: 'reference' }), ['/paymentReference REQUIRED'])
  assert.deepEqual(codes({ ...without, targetIdentifier: 'reference', paymentReference: '1232' }), [])
})

test('a text that looks like an IBAN is checked as one; an account of the chart is not', () => {
  for (const [bankAccountNumber, count] of [
    ['FI7263812', 1],
    ['FI5810171000000122', 0],
    ['1910', 0],
    [1910, 0],
  ] as const)
    assert.equal(checkPayment(payment(1n, [], { bankAccountNumber }), '').identifierFaults.length, count)
})
