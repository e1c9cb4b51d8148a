import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { csvWriter, prefersCsv } from './csv.ts'

const ROW = Type.Object({
  name: Type.String(),
  case: Type.Union([Type.Object({ caseId: Type.Number(), amount: Type.Number() }), Type.Null()]),
  list: Type.Array(Type.Number()),
})
const write = csvWriter(Type.Object({ rows: Type.Array(ROW) }), 'rows')

function linesOf(rows: unknown[]): string[] {
  return write({ rows }).data.toString().split('\r\n')
}

test('columns are those of the schema, nested names are joined, and a byte order mark comes first', () => {
  assert.deepEqual(linesOf([]), ['\u{feff}name,case.caseId,case.amount,list', ''])
  const rows = [
    { name: 'A, "B"', case: null, list: [1, 2] },
    { name: 'Ä', case: { caseId: 7, amount: -1.5 }, list: [] },
  ]
  assert.deepEqual(linesOf(rows).slice(1), ['"A, ""B""",,,"[1,2]"', 'Ä,7,-1.5,[]', ''])
})

test('a text that a spreadsheet would take for a formula begins with an apostrophe', () => {
  for (const name of ['=1+1', '+358', '-1', '@SUM(A1)', '\tx'])
    assert.equal(linesOf([{ name, case: null, list: [] }])[1], `'${name},,,[]`)
})

test('Accept chooses CSV where it prefers it to JSON', () => {
  for (const accept of [
    'text/csv',
    'Text/CSV; charset=utf-8',
    'text/csv, */*;q=0.1',
    'application/json;q=0.5, text/csv',
  ])
    assert.ok(prefersCsv(accept), accept)
  for (const accept of [undefined, '*/*', 'application/json', 'application/json, text/csv', 'text/csv;q=0'])
    assert.ok(!prefersCsv(accept), accept)
})

test('the rows may lie deeper in the body', () => {
  const deep = csvWriter(Type.Object({ one: Type.Object({ rows: Type.Array(ROW) }) }), 'one.rows')
  const { data } = deep({ one: { rows: [{ name: 'A', case: null, list: [] }] } })
  assert.equal(data.toString().split('\r\n')[1], 'A,,,[]')
})
