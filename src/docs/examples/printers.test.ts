import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csharpRequest } from './csharp.ts'
import { curlRequest } from './curl.ts'
import { pythonRequest } from './python.ts'
import { requestOf } from './request.ts'
import { sdkFunctionOf } from './sdk-functions.ts'
import { typescriptRequest } from './typescript.ts'

test('a request finds its function, and the parts of its path become its input', () => {
  assert.deepEqual(sdkFunctionOf({ method: 'GET', path: '/api/v1/partner/invoice/1101/document?type=CREDIT_NOTE' }), {
    ...{ function: 'invoices.document', kind: 'file' },
    input: { number: 1101, type: 'CREDIT_NOTE' },
  })
  assert.equal(sdkFunctionOf({ method: 'GET', path: '/api/v1/partner/invoice/case' })?.function, 'cases.get')
  assert.equal(sdkFunctionOf({ method: 'GET', path: '/simulators/netvisor/inspect' }), undefined)
})

const REQUEST = requestOf(String.raw`PATCH /api/v1/partner/debtors/7?dry=true
X-Api-Key: $TOKEN

{"name": "O'Neill \"x\"", "since": "$TODAY", "marks": [], "closed": null}`)

test('a request is printed in each language, with its quotation marks and the day of today', () => {
  assert.equal(
    curlRequest(REQUEST),
    String.raw`curl -sS -X PATCH 'http://127.0.0.1:8080/api/v1/partner/debtors/7?dry=true' \
  -H "X-Api-Key: $TOKEN" -H 'Content-Type: application/json' --data-binary @- <<JSON
{"name": "O'Neill \"x\"", "since": "$(date +%F)", "marks": [], "closed": null}
JSON`,
  )
  assert.equal(
    typescriptRequest(REQUEST),
    String.raw`console.log(await debtors.correct(client, {
  debtorId: '7',
  dry: true,
  name: 'O\'Neill "x"',
  since: new Date().toISOString().slice(0, 10),
  marks: [],
  closed: null,
}))`,
  )
  assert.match(pythonRequest(REQUEST), /"since": date\.today\(\)\.isoformat\(\), "marks": \[\], "closed": None/)
  const verbatim = `""since"": """ + DateTime.Today.ToString("yyyy-MM-dd") + @""", `
  assert.ok(csharpRequest(REQUEST).includes(verbatim), csharpRequest(REQUEST))
})

test('a message that is no request is refused', () => {
  for (const text of ['FETCH /x', 'GET /x\nX-Api-Key: $OTHER', '# Do something.\nGET /x'])
    assert.throws(() => requestOf(text), /no /, text)
})
