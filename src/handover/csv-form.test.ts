import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseRow } from '../../test/support/handover/rows.ts'
import { cellsOfRow, rowOfCells } from './csv-form.ts'
import { checkedRow } from './read-rows.ts'

test('a row is the same after it was cells: lists in order, numbers as numbers, digits of a text as text', () => {
  const row = caseRow({ reference: '00012344', directlyEnforceable: true, caseNumber: '12' })
  const cells = cellsOfRow(row)
  assert.equal(cells['letters.2.payBy'], '2026-03-12')
  assert.equal(cells['balance.interest'], '15.3')
  assert.deepEqual(checkedRow(1, rowOfCells(cells)), { place: 1, row })
})

test('an empty cell holds nothing, and a column of another name is an unknown field', () => {
  const read = checkedRow(
    1,
    rowOfCells({ ...cellsOfRow(caseRow()), reference: '', 'invoice.nummer': '7', __proto__: 'x' }),
  )
  assert.ok('faults' in read)
  assert.deepEqual(
    read.faults.map(({ pointer, code }) => [pointer, code]),
    [['/invoice/nummer', 'UNKNOWN_FIELD']],
  )
})
