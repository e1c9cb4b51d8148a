import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CivilDate } from './dates.ts'
import type { AllocationId, CaseId, ClientId, InvoiceId, LetterId, SettlementId } from './ids.ts'

function locked(clientId: ClientId, caseId: CaseId): string {
  return `${clientId} ${caseId}`
}

function mailed(key: { clientId: ClientId; invoiceId: InvoiceId; letterId: LetterId | null }): string {
  return `${key.clientId} ${key.invoiceId} ${key.letterId}`
}

test('an id of one kind does not compile where another belongs', () => {
  const clientId: ClientId = 100_001
  const caseId: CaseId = 7
  const settlementId: SettlementId = 9
  const invoiceId: InvoiceId = 'a'
  const letterId: LetterId = 'b'
  assert.equal(locked(clientId, caseId), '100001 7')
  // @ts-expect-error swapped numbers
  locked(caseId, clientId)
  // @ts-expect-error a settlement is no case
  locked(clientId, settlementId)
  assert.equal(mailed({ clientId, invoiceId, letterId }), '100001 a b')
  // @ts-expect-error swapped texts
  mailed({ clientId, invoiceId: letterId, letterId: invoiceId })
  const day: CivilDate = '2026-02-28'
  // @ts-expect-error a day is no id
  mailed({ clientId, invoiceId: day, letterId })
  const settlements: SettlementId[] = [settlementId]
  // @ts-expect-error a list of settlements is no list of allocations
  const allocations: AllocationId[] = settlements
  assert.equal(allocations.length, 1)
})

test('plain numbers and texts pass as ids, and ids as numbers and texts', () => {
  assert.equal(locked(1, Number('2')), '1 2')
  const caseId: CaseId = 7
  const number: number = caseId
  assert.equal(number + 1, 8)
})
