import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '@saatava/law/law.ts'
import { newCaseOf } from './new-case.ts'
import { READY_MADE } from '../dunning/policies/ready-made.ts'

/** A claim of 100.00, due on 15 January 2026 and handed over on 2 March, whose creditor reminded of it on these days. */
function caseOf(countryCode: 'FI' | 'NO', ...days: string[]) {
  const policy = READY_MADE.find(({ policyId }) => policyId === `${countryCode}-CONSUMER`)
  assert.ok(policy)
  const invoice = {
    ...{ clientId: 1, invoiceId: 'a', number: 1, type: 'COLLECTION', date: '2026-01-01', dueDate: '2026-01-15' },
    ...{ currency: 'EUR', total: 100_00n, paid: 0n, credited: 0n, paymentReference: null, document: null },
    request: {
      invoice: {
        parties: { buyerParty: { name: 'A', entityType: 'CONSUMER' } },
        terms: { collection: { reminders: days.map((date) => ({ date, feeAmount: 5 })) } },
      },
    },
  } as unknown as Parameters<typeof newCaseOf>[0]
  const inForce = { profile: { countryCode }, settings: { service: { type: 'LIFECYCLE' } } } as unknown as Parameters<
    typeof newCaseOf
  >[1]
  return newCaseOf(invoice, inForce, policy, { deductsVat: true }, LAW, new Date('2026-03-02T12:00:00Z'))
}

test('F4: the creditor’s own reminders of after the due date stand for the policy’s first ones', () => {
  const at = (...days: string[]) => {
    const row = caseOf('FI', ...days)
    return [row?.stepIndex, row?.nextDate, row?.creditorCosts]
  }
  assert.deepEqual(at(), [0, '2026-03-02', 0n])
  assert.deepEqual(at('2026-02-20'), [1, '2026-03-06', 5_00n])
  assert.deepEqual(at('2026-02-20', '2026-01-30'), [2, '2026-03-06', 10_00n])
  assert.deepEqual(at('2026-01-20', '2026-01-25', '2026-01-30'), [2, '2026-03-02', 15_00n])
  assert.deepEqual(at('2026-01-10'), [0, '2026-03-02', 5_00n], 'it was not late yet')
})

test('where the law wants a notice before a demand, the agency sends it whatever the creditor has sent', () => {
  assert.equal(caseOf('NO', '2026-01-20', '2026-02-10')?.stepIndex, 1)
})
