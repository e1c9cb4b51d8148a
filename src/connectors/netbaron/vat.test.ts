import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LedgerRow } from '../port.ts'
import { settingsOf } from './settings.ts'
import { exampleLedger, ledgerRow } from '../../../test/support/connectors/netbaron/world.ts'
import { vatPostings } from './vat.ts'

function postings(rows: LedgerRow[], settings: Record<string, unknown> = {}): unknown[] {
  return vatPostings(exampleLedger({ rows }), settingsOf({ settings })).map(({ row, vat, vatAccount }) => [
    row.accountNumber,
    vat,
    vatAccount,
  ])
}

const sale = (account: string, net: bigint, vat: bigint, more: Partial<LedgerRow> = {}) =>
  ledgerRow({ accountNumber: account, amount: net + vat, netAmount: net, ...more })
const vatRow = (account: string, vat: bigint, more: Partial<LedgerRow> = {}) =>
  ledgerRow({ accountNumber: account, amount: vat, isVatRow: true, ...more })

void test('one VAT account is every row’s', () => {
  const rows = [
    sale('3000', -100n, -25n),
    sale('3010', -40n, -10n),
    vatRow('2939', -35n),
    ledgerRow({ accountNumber: '1701', amount: 175n }),
  ]
  assert.deepEqual(postings(rows), [
    ['3000', -25n, '2939'],
    ['3010', -10n, '2939'],
    ['1701', 0n, ''],
  ])
})

void test('several VAT accounts are assigned by amount, then by the sum of a code and percent', () => {
  const high = { vatCode: '20', vatPercentage: 25.5 }
  const low = { vatCode: '21', vatPercentage: 14 }
  const rows = [
    sale('3000', -100n, -25n, high),
    sale('3001', -40n, -10n, high),
    sale('3010', -50n, -7n, low),
    vatRow('2939', -35n),
    vatRow('2940', -7n),
  ]
  assert.deepEqual(postings(rows), [
    ['3000', -25n, '2939'],
    ['3001', -10n, '2939'],
    ['3010', -7n, '2940'],
  ])
})

void test('a named VAT account stands, and must hold what the VAT rows hold', () => {
  const rows = [
    sale('3000', -100n, -25n, { vatAccountNumber: '2941' }),
    sale('3001', -100n, -25n),
    vatRow('2941', -25n),
    vatRow('2939', -25n),
  ]
  assert.throws(() => postings(rows), { code: 'VAT_ACCOUNT_AMBIGUOUS', kind: 'refused' })
  assert.deepEqual(postings(rows, { vatAccount: '2939' }), [
    ['3000', -25n, '2941'],
    ['3001', -25n, '2939'],
  ])
  assert.throws(() => postings(rows, { vatAccount: '2950' }), { code: 'VAT_ROWS_DISAGREE', kind: 'refused' })
})

void test('VAT that no VAT row shows, of another sum, or of another month is refused', () => {
  assert.throws(() => postings([sale('3000', -100n, -25n)]), { code: 'VAT_ACCOUNT_MISSING' })
  assert.throws(() => postings([sale('3000', -100n, -25n), vatRow('2939', -24n)]), { code: 'VAT_ROWS_DISAGREE' })
  const later = vatRow('2939', -25n, { bookingDate: '2026-01-01' })
  assert.throws(() => postings([sale('3000', -100n, -25n), later]), { code: 'VAT_ROWS_DISAGREE' })
  assert.equal(postings([sale('3000', -100n, -25n), vatRow('2939', -25n, { bookingDate: '2025-12-31' })]).length, 1)
})

void test('VAT rows without any gross-net difference are all there is of VAT, and are kept', () => {
  const rows = [
    ledgerRow({ accountNumber: '1701', amount: 125n }),
    ledgerRow({ accountNumber: '3000', amount: -100n }),
    vatRow('2939', -25n),
  ]
  assert.deepEqual(postings(rows).length, 3)
})
