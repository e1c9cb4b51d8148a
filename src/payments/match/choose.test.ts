import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Case } from '../../claims/case.ts'
import type { Claim } from '../../claims/claim.ts'
import type { Candidates } from './candidates.ts'
import { choose } from './choose.ts'

const A = { caseId: 1, clientId: 7, invoiceDate: '2026-01-01' } as Case
const B = { caseId: 2, clientId: 7, invoiceDate: '2026-01-01' } as Case
const OTHER = { caseId: 3, clientId: 8, invoiceDate: '2026-01-01' } as Case
const CLAIMS = new Map<Case, Claim>([
  [A, { capital: 100n, interest: 5n, costs: 0n, fees: 10n }],
  [B, { capital: 200n, interest: 0n, costs: 0n, fees: 0n }],
  [OTHER, { capital: 100n, interest: 0n, costs: 0n, fees: 0n }],
])

function chosen(candidates: Candidates, amount: bigint, paymentDate = '2026-03-01') {
  const choice = choose({ amount, paymentDate }, candidates, (debt) => CLAIMS.get(debt) as Claim)
  if (choice.kind === 'wait') return choice.reason
  return {
    client: choice.clientId,
    paid: choice.parts.map((part) => [part.case.caseId, part.amount]),
    rest: choice.rest,
  }
}

test('a certain case is paid whatever the amount is, and no more than is owed', () => {
  const one: Candidates = { kind: 'one', case: A, by: 'REFERENCE' }
  assert.deepEqual(chosen(one, 40n), { client: 7, paid: [[1, 40n]], rest: 'OVERPAYMENT' })
  assert.deepEqual(chosen(one, 500n), { client: 7, paid: [[1, 115n]], rest: 'OVERPAYMENT' })
})

test('the one of several cases is paid on which exactly the amount is owed, with or without interest and fees', () => {
  const exact = (cases: Case[]): Candidates => ({ kind: 'exact', cases, by: 'REFERENCE' })
  assert.deepEqual(chosen(exact([A, B]), 115n), { client: 7, paid: [[1, 115n]], rest: 'OVERPAYMENT' })
  assert.deepEqual(chosen(exact([A, B]), 100n), { client: 7, paid: [[1, 100n]], rest: 'OVERPAYMENT' })
  assert.equal(chosen(exact([A, B]), 150n), 'SEVERAL_CASES')
  assert.equal(chosen(exact([A, OTHER]), 100n), 'SEVERAL_CLIENTS')
  assert.equal(chosen({ kind: 'exact', cases: [A, B], by: 'NUMBER_AND_AMOUNT' }, 150n), 'AMOUNT_DIFFERS')
})

test('several cases together are paid by the payer’s amounts, else by the claims, else by their capital', () => {
  const each = (a?: bigint, b?: bigint): Candidates => ({
    kind: 'each',
    parts: [
      { case: A, reported: a },
      { case: B, reported: b },
    ],
    by: 'REFERENCE',
  })
  const paid = (a: bigint, b: bigint) => ({
    client: 7,
    paid: [
      [1, a],
      [2, b],
    ],
    rest: 'OVERPAYMENT',
  })
  assert.deepEqual(chosen(each(50n, 60n), 110n), paid(50n, 60n))
  assert.deepEqual(chosen(each(), 315n), paid(115n, 200n))
  assert.deepEqual(chosen(each(), 300n), paid(100n, 200n))
  assert.equal(chosen(each(50n, 60n), 111n), 'SUM_DIFFERS')
})

test('a payment of a day before the invoice needs review', () => {
  assert.equal(chosen({ kind: 'one', case: A, by: 'REFERENCE' }, 40n, '2025-12-31'), 'PAID_BEFORE_INVOICE')
})
