import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, written } from '../html.ts'
import type { ConsoleCtx } from '../shell.ts'
import { chosenOf, columnChooser } from './columns.ts'
import { countRows, countText } from './count.ts'
import { csvOf } from './csv.ts'
import { filterForm, isFiltered } from './filters.ts'
import type { ListColumn, ListOf } from './spec.ts'

interface Row {
  id: number
  text: string
}

const CTX = {} as ConsoleCtx
const COLUMNS: readonly ListColumn<Row>[] = [
  { id: 'id', head: 'No.', cell: ({ id }) => id, csv: ({ id }) => id, isNumber: true },
  { id: 'text', head: 'Text', cell: ({ text }) => html`<b>${text}</b>`, csv: ({ text }) => text },
  { id: 'extra', head: 'Extra', cell: () => 'extra', csv: () => null, isExtra: true },
  { id: 'actions', head: 'Actions', cell: () => 'button' },
]

/** A list of so many rows, which gives at most `most` of them at once. */
function listOf(count: number, most = 1_000): ListOf<object, Row> {
  return {
    ...{ path: '/rows', name: 'rows', nouns: ['row', 'rows'], title: 'Rows', permission: 'case.read' },
    ...{ columns: COLUMNS, empty: 'None.', filters: () => [], keyOf: ({ id }) => String(id) },
    read(_ctx, _query, { limit, after }) {
      const from = Number(after ?? 0)
      const to = Math.min(from + Math.min(limit, most), count)
      const rows = Array.from({ length: to - from }, (_, i) => ({ id: from + i + 1, text: `row ${from + i + 1}` }))
      return Promise.resolve({ rows, next: to < count ? String(to) : undefined })
    },
  }
}

async function csv(list: ListOf<object, Row>, columns = COLUMNS, max?: number): Promise<string[]> {
  const chunks: string[] = []
  const limit = max === undefined ? {} : { max }
  for await (const chunk of csvOf(list, columns, { ctx: CTX, query: {}, ...limit })) chunks.push(chunk)
  return chunks.join('').split('\r\n')
}

test('counts up to 1 000 rows, whatever a page holds', async () => {
  for (const [rows, counted] of [
    [0, 0],
    [7, 7],
    [1_000, 1_000],
    [5_000, 1_001],
  ] as const)
    assert.equal(await countRows(listOf(rows, 300), CTX, {}), counted)
  assert.equal(countText(1, ['row', 'rows']), '1 row')
  assert.equal(countText(0, ['row', 'rows']), '0 rows')
  assert.equal(countText(1_000, ['row', 'rows']), '1 000 rows')
  assert.equal(countText(1_001, ['row', 'rows']), '1 000+ rows')
})

test('the CSV file has every row of the list and the chosen columns, and begins with a byte order mark', async () => {
  const lines = await csv(listOf(2_500, 300))
  assert.equal(lines[0], '\u{feff}No.,Text,Extra')
  assert.equal(lines.length, 1 + 2_500 + 1)
  assert.equal(lines.at(-2), '2500,row 2500,')
  assert.deepEqual(await csv(listOf(1), chosenOf(COLUMNS, 'text')), ['\u{feff}Text', 'row 1', ''])
})

test('the CSV file says where it ends before the list does', async () => {
  assert.deepEqual((await csv(listOf(12), COLUMNS, 10)).slice(-2), [
    '"The file ends after 10 rows, and there are more. Narrow the filter."',
    '',
  ])
  assert.equal((await csv(listOf(10), COLUMNS, 10)).at(-2), '10,row 10,')
})

test('a text that a spreadsheet would take for a formula begins with an apostrophe, and a number does not', async () => {
  for (const text of ['=1+1', '+358', '-1', '@SUM(A1)', '\tx']) {
    const one = { ...listOf(1), read: () => Promise.resolve({ rows: [{ id: -1, text }], next: undefined }) }
    assert.equal((await csv(one))[1], `-1,'${text},`)
  }
})

test('the address chooses columns, and one that is not there is left out', () => {
  const ids = (chosen?: string) => chosenOf(COLUMNS, chosen).map(({ id }) => id)
  assert.deepEqual(ids(), ['id', 'text', 'actions'])
  assert.deepEqual(ids('extra,id'), ['id', 'extra'])
  assert.deepEqual(ids('gone'), ['id', 'text', 'actions'])
  const chooser = written(
    columnChooser(COLUMNS, chosenOf(COLUMNS, 'extra'), '/console/rows?kind=A&columns=extra&after=7'),
  )
  assert.match(chooser, /name="kind" value="A"/)
  assert.doesNotMatch(chooser, /name="after"/)
  assert.match(chooser, /value="extra" checked/)
})

test('a filter that is set stands in its field, and chosen columns stay', () => {
  const filters = [
    {
      name: 'kind',
      label: 'Kind',
      options: [
        { value: '', label: 'every kind' },
        { value: 'A', label: 'A' },
      ],
    },
    { name: 'client', label: 'Client', type: 'number' },
  ] as const
  const values = { kind: 'A', client: 7, columns: 'id' }
  const form = written(filterForm(filters, values, { path: '/console/rows', nouns: ['row', 'rows'] }) ?? html``)
  assert.match(form, /value="A" selected/)
  assert.match(form, /name="client" value="7"/)
  assert.match(form, /name="columns" value="id"/)
  assert.ok(isFiltered(filters, values))
  assert.ok(!isFiltered(filters, { columns: 'id' }))
})
