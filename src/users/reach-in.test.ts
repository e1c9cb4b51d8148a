import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reachIn } from './reach-in.ts'

const [MINE, THEIRS] = [100001, 100002]
const creditor = [{ role: 'CREDITOR_WORKER', clientId: MINE }] as const
const agency = [{ role: 'CASEWORKER', clientId: 0 }] as const

test('a grant for a client reaches that client alone', () => {
  assert.equal(reachIn(creditor, 'case.read', undefined), MINE)
  assert.equal(reachIn(creditor, 'case.read', MINE), MINE)
  assert.throws(() => reachIn(creditor, 'case.read', THEIRS), { code: 'NOT_FOUND' })
  assert.throws(() => reachIn(creditor, 'task.read', undefined), { code: 'FORBIDDEN' })
})

test('a grant for the agency reaches all clients, or the one that is named', () => {
  assert.equal(reachIn(agency, 'case.read', undefined), undefined)
  assert.equal(reachIn(agency, 'case.read', THEIRS), THEIRS)
  assert.equal(reachIn(agency, 'task.read', THEIRS), undefined)
})

test('a role of the agency that is granted for a client reaches nothing of the agency', () => {
  const narrow = [{ role: 'CASEWORKER', clientId: MINE }] as const
  assert.equal(reachIn(narrow, 'case.read', undefined), MINE)
  assert.throws(() => reachIn(narrow, 'task.read', undefined), { code: 'FORBIDDEN' })
  assert.throws(() => reachIn([], 'case.read', undefined), { code: 'FORBIDDEN' })
})
