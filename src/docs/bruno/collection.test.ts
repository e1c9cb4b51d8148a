import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { openApiText } from '../../../test/support/docs/app.ts'
import type { Document } from '../reference/document.ts'
import { brunoCollection } from './collection.ts'
import { yamlOf } from './yaml.ts'

let document: Document
let files: Map<string, string>

before(async () => {
  document = JSON.parse(await openApiText()) as Document
  files = brunoCollection(document, 'https://saatava.example')
})

test('each operation has one request, in the folder of its area', () => {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item))
  const expected = operations.map(({ tags, operationId }) => `${tags[0]}/${operationId}.yml`)
  const requests = [...files.keys()].filter((path) => path.includes('/') && !/folder\.yml$|^environments/.test(path))
  assert.deepEqual(requests.toSorted(), expected.toSorted())
})

test('a request has its address, its token and its example', () => {
  const text = files.get('Invoices/submitInvoice.yml') ?? ''
  assert.match(text, /method: "POST"\n {2}url: "\{\{origin\}\}\/api\/v1\/partner\/invoice"/)
  assert.match(text, /- name: "X-Api-Key"\n {6}value: "\{\{token\}\}"/)
  assert.match(text, /data: \|-\n {6}\{\n {8}"processing": \{/)
  assert.match(
    files.get('Invoices/getInvoice.yml') ?? '',
    /:number"\n {2}params:\n {4}- name: "number"\n {6}value: "251601000"/,
  )
  assert.match(files.get('environments/Saatava.yml') ?? '', /name: "origin"\n {4}value: "https:\/\/saatava\.example"/)
})

test('YAML keeps lists, maps and texts of several lines', () => {
  assert.equal(
    yamlOf({ a: [], b: [{ c: 1, d: 'x: y' }, 'z'], e: { f: 'one\n\ntwo' }, g: {} }),
    'a: []\nb:\n  - c: 1\n    d: "x: y"\n  - "z"\ne:\n  f: |-\n    one\n\n    two\ng: {}\n',
  )
})
