/** GET /invoices and GET /cases: every filter alone and combined, pages that make up the whole, and the same rows as CSV. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { type InvoiceClient, creditNoteOf, invoiceOf, numberOf } from '../support/invoices.ts'
import { type TestService, testService } from '../support/service.ts'
import { act, atNoon, caseClient, effectOf, somePolicies, someCase } from '../support/cases/cases.ts'

const BASE = '/api/v1/partner'
let api: TestService
let client: InvoiceClient
let other: InvoiceClient

interface Row {
  invoiceNumber: number
  invoiceId: string
  status: string
  type: string
  dueDate: string
  updatedAt: string
  buyerName: string
  paymentReference: string
  paymentState: string
  case: null | { caseId: number; status: string; stage: string; openAmount: number; closingReason: string | null }
  payments: Record<string, unknown>
  amounts: Record<string, number>
  // The list of cases alone has the rest.
  caseId: number | null
  stage: string | null
  waitingFor: string | null
}

type Numbered = { invoiceNumber: number; caseId: number }
let open: Numbered
let partly: Numbered
let disputed: Numbered
let withdrawn: Numbered
let legal: Numbered
let manual = 0
let uncontrolled = 0

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api, 'QUIET')
  other = await caseClient(api, 'QUIET')
  open = await someCase(api, client, { header: { dueDate: '2026-01-20' } })
  partly = await someCase(api, client)
  disputed = await someCase(api, client)
  withdrawn = await someCase(api, client)
  legal = await someCase(api, client)
  const data = { amount: 25.5, paymentDate: '2026-02-09', reference: '=SHOP' }
  effectOf((await act(api, client, partly.caseId, { code: 'DIRECTPAYMENT', data }))[0])
  effectOf((await act(api, client, disputed.caseId, { code: 'OBJECTION', comment: 'x' }))[0])
  effectOf((await act(api, client, withdrawn.caseId, { code: 'WITHDRAW' }))[0])
  await api.pool.query(
    `update collection_case set stage = 'LEGAL', next_at = null, updated_at = $3 where client_id = $1 and case_id = $2`,
    [client.clientIdentifier, legal.caseId, api.service.platform.clock.now()],
  )
  const plain = invoiceOf({ buyer: { name: '=cmd|x' } })
  uncontrolled = numberOf(plain)
  await client.send(plain)
  await client.settled(uncontrolled)
  const waiting = invoiceOf({ processing: { manualApprovalEnabled: true } })
  manual = numberOf(waiting)
  await client.send(waiting)
  await client.settled(manual)
  await someCase(api, other)
})
after(() => api.stop())

async function page(path: string, accept = 'application/json') {
  return api.call<Record<string, Row[]>>('GET', path.startsWith('/') ? path : `${BASE}/${path}`, {
    token: client.token,
    headers: { accept },
  })
}

/** Every row of a list, by following its pages. */
async function all(list: 'invoices' | 'cases', query = '', limit = 1000): Promise<Row[]> {
  const rows: Row[] = []
  for (let path = `${BASE}/${list}?limit=${limit}${query}`; path !== ''; ) {
    const reply = await page(path)
    assert.equal(reply.status, 200, reply.text)
    const found = reply.body[list] ?? []
    assert.ok(found.length <= limit)
    rows.push(...found)
    path = /<([^>]*)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1] ?? ''
  }
  return rows
}

const numbersOf = (rows: Row[]) => rows.map(({ invoiceNumber }) => invoiceNumber).toSorted((a, b) => a - b)
const sorted = (...numbers: number[]) => numbers.toSorted((a, b) => a - b)

test('each invoice of the list is what GET /invoice/{number} shows', async () => {
  const rows = await all('invoices')
  assert.equal(rows.length, 7)
  for (const row of rows) {
    const { body } = await api.call<Record<string, unknown>>('GET', `${BASE}/invoice/${row.invoiceNumber}`, {
      token: client.token,
    })
    const { updatedAt, buyerName, ...shared } = row
    assert.ok(updatedAt !== '' && buyerName !== '')
    assert.deepEqual(shared, Object.fromEntries(Object.keys(shared).map((name) => [name, body[name]])))
  }
})

test('every filter of invoices narrows the list, alone and with others', async () => {
  const whole = await all('invoices')
  const reference = whole.find(({ invoiceNumber }) => invoiceNumber === partly.invoiceNumber)?.paymentReference ?? ''
  assert.ok(reference !== '')
  const rules: Record<string, (row: Row) => boolean> = {
    'status=MANUAL': ({ status }) => status === 'MANUAL',
    'status=INVOICED': ({ status }) => status === 'INVOICED',
    'finished=true': ({ status }) => ['INVOICED', 'INTERMEDIATED', 'CREDITED'].includes(status),
    'finished=false': ({ status }) => !['INVOICED', 'INTERMEDIATED', 'CREDITED'].includes(status),
    'type=INVOICE': ({ type }) => type === 'INVOICE',
    'type=CREDIT_NOTE': ({ type }) => type === 'CREDIT_NOTE',
    'dueBefore=2026-01-29': ({ dueDate }) => dueDate < '2026-01-29',
    'dueAfter=2026-01-20': ({ dueDate }) => dueDate > '2026-01-20',
    'caseStage=LEGAL': (row) => row.case?.stage === 'LEGAL',
    'caseStage=OVERDUE': (row) => row.case?.stage === 'OVERDUE',
    'open=true': (row) => row.case !== null && row.case.status !== 'CLOSED',
    'open=false': (row) => row.case === null || row.case.status === 'CLOSED',
    'paid=true': (row) => row.case?.closingReason === 'PAID',
    'paid=false': (row) => row.case?.closingReason !== 'PAID',
    [`paymentReference=${reference}`]: (row) => row.paymentReference === reference,
    'updatedSince=2020-01-01T00:00:00Z': () => true,
    'updatedSince=2199-01-01T00:00:00Z': () => false,
  }
  const names = Object.keys(rules)
  for (const [i, one] of names.entries()) {
    const expected = whole.filter((row) => rules[one]?.(row))
    assert.deepEqual(numbersOf(await all('invoices', `&${one}`)), numbersOf(expected), one)
    const second = names.slice(i + 1).filter((name) => name.split('=')[0] !== one.split('=')[0])
    for (const two of second)
      assert.deepEqual(
        numbersOf(await all('invoices', `&${one}&${two}`, 2)),
        numbersOf(expected.filter((row) => rules[two]?.(row))),
        `${one} ${two}`,
      )
  }
  assert.deepEqual(numbersOf(await all('invoices', '&caseStage=LEGAL&open=true')), [legal.invoiceNumber])
})

test('pages of any size and order make up the whole, each row once', async () => {
  for (const list of ['invoices', 'cases'] as const)
    for (const sort of ['dueDate', '-dueDate', 'updatedAt', '-updatedAt']) {
      const whole = await all(list, `&sort=${sort}`)
      for (const limit of [1, 2, 3])
        assert.deepEqual(await all(list, `&sort=${sort}`, limit), whole, `${sort} ${limit}`)
      const keys = whole.map((row) => (sort.endsWith('dueDate') ? row.dueDate : row.updatedAt))
      assert.deepEqual(keys, sort.startsWith('-') ? keys.toSorted().toReversed() : keys.toSorted(), sort)
    }
})

test('a payment brings its invoice and its case forward in the order of changes', async () => {
  const since = '2026-02-10T13:00:00Z'
  assert.deepEqual(await all('invoices', `&updatedSince=${since}`), [])
  api.shiftClock(new Date('2026-02-10T14:00:00Z').getTime() - Date.now())
  const data = { amount: 1, paymentDate: '2026-02-09', reference: 'SHOP-2' }
  effectOf((await act(api, client, partly.caseId, { code: 'DIRECTPAYMENT', data }))[0])
  atNoon(api, '2026-02-10')
  for (const list of ['invoices', 'cases'] as const)
    assert.deepEqual(numbersOf(await all(list, `&updatedSince=${since}`)), [partly.invoiceNumber], list)
})

test('a credit note brings the invoice that it credits forward in the order of changes, with its case', async () => {
  api.shiftClock(new Date('2026-02-10T16:00:00Z').getTime() - Date.now())
  const note = creditNoteOf(open.invoiceNumber, 10)
  await client.send(note)
  await client.settled(numberOf(note), 'CREDIT_NOTE')
  atNoon(api, '2026-02-10')
  const since = '&updatedSince=2026-02-10T15:00:00Z'
  assert.deepEqual(numbersOf(await all('invoices', since)), sorted(open.invoiceNumber, numberOf(note)))
  assert.deepEqual(numbersOf(await all('cases', since)), [open.invoiceNumber])
})

test('every filter of cases narrows the list, and waitingForMe shows the invoices that wait too', async () => {
  const whole = await all('cases')
  assert.equal(whole.length, 5)
  const cases = async (query: string) => numbersOf(await all('cases', query, 1))
  assert.deepEqual(await cases('&status=DISPUTED'), [disputed.invoiceNumber])
  assert.deepEqual(await cases('&stage=CLOSED'), [withdrawn.invoiceNumber])
  assert.deepEqual(await cases('&open=false'), [withdrawn.invoiceNumber])
  assert.equal((await cases('&open=true')).length, 4)
  assert.deepEqual(await cases('&dueBefore=2026-01-29'), [open.invoiceNumber])
  assert.deepEqual(await cases('&dueAfter=2026-01-20&stage=LEGAL'), [legal.invoiceNumber])
  const reference = whole.find(({ caseId }) => caseId === open.caseId)?.paymentReference ?? ''
  assert.deepEqual(await cases(`&paymentReference=00${reference}`), [open.invoiceNumber])
  const waiting = await all('cases', '&waitingForMe=true', 1)
  assert.deepEqual(
    new Map(waiting.map(({ invoiceNumber, waitingFor }) => [invoiceNumber, waitingFor])),
    new Map([
      ...waiting.filter(({ caseId }) => caseId !== null).map((row) => [row.invoiceNumber, row.waitingFor] as const),
      [manual, 'MANUAL'],
    ]),
  )
  assert.deepEqual(numbersOf(waiting), sorted(disputed.invoiceNumber, legal.invoiceNumber, manual))
  assert.equal(waiting.at(-1)?.caseId, null)
  assert.deepEqual(await cases('&waitingForMe=true&status=DISPUTED'), [disputed.invoiceNumber])
  assert.deepEqual(
    await cases('&waitingForMe=false'),
    sorted(open.invoiceNumber, partly.invoiceNumber, withdrawn.invoiceNumber),
  )
})

test('the rows of the CSV are those of the JSON, and no text of it is a formula', async () => {
  for (const list of ['invoices', 'cases'] as const) {
    const json = await page(list)
    const csv = await page(list, 'text/csv')
    assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8; header=present')
    assert.equal(csv.headers.get('vary'), 'Accept')
    const lines: Record<string, string>[] = parse(csv.text, { columns: true, bom: true, record_delimiter: '\r\n' })
    const rows = (json.body[list] ?? []).map((row) => flat(row))
    assert.equal(lines.length, rows.length)
    for (const [i, line] of lines.entries()) {
      for (const [name, value] of Object.entries(rows[i] ?? {})) {
        // An object that is null has its columns all the same, and they are empty.
        const cells = Object.keys(line).filter((column) => column === name || column.startsWith(`${name}.`))
        assert.ok(cells.length > 0, name)
        for (const cell of cells) assert.equal(line[cell]?.replace(/^'/, ''), value, cell)
      }
      for (const value of Object.values(line)) assert.doesNotMatch(value, /^[=+@]/)
    }
    const paged = await page(`${list}?limit=1`, 'text/csv')
    assert.match(paged.headers.get('link') ?? '', /rel="next"/)
  }
})

function flat(row: object, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flat(value, `${prefix}${name}.`))
        : [[prefix + name, typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)]],
    ),
  )
}

test('another client sees its own rows alone', async () => {
  const theirs = await api.call<Record<string, Row[]>>('GET', `${BASE}/invoices`, { token: other.token })
  assert.equal(theirs.body['invoices']?.length, 1)
  const mine = new Set((await all('invoices')).map(({ invoiceId }) => invoiceId))
  assert.ok(!mine.has(theirs.body['invoices']?.[0]?.invoiceId ?? ''))
})

test('an unknown filter, a cursor of other filters, and an order that does not fit are refused with the reason', async () => {
  const link = (await page('invoices?limit=1&status=INVOICED')).headers.get('link') ?? ''
  const cursor = /cursor=([\w-]+)/.exec(link)?.[1] ?? ''
  for (const [query, code] of [
    ['invoices?statsu=INVOICED', 'UNKNOWN_PARAMETER'],
    ['cases?waitingforme=true', 'UNKNOWN_PARAMETER'],
    [`invoices?limit=1&cursor=${cursor}`, 'CURSOR_OF_OTHER_FILTERS'],
    ['invoices?cursor=xyz', 'INVALID_CURSOR'],
    ['invoices?updatedSince=2026-01-01T00:00:00Z&sort=dueDate', 'NOT_ALLOWED'],
    ['cases?dueBefore=2026-01-01&sort=-updatedAt', 'NOT_ALLOWED'],
    ['invoices?status=PAID', 'NOT_ALLOWED'],
    ['invoices?limit=10001', 'OUT_OF_RANGE'],
  ] as const) {
    const { status, text } = await page(query)
    assert.equal(status, 400, query)
    assert.match(text, new RegExp(code), query)
  }
  assert.match((await page('invoices?statsu=INVOICED')).text, /did you mean \\"status\\"\?/)
})

test('every invoice with a case says so, and none without one: the lists read each in one place', async () => {
  const { rows } = await api.pool.query(
    `select i.number from invoice i left join collection_case c using (client_id, invoice_id)
     where i.has_case <> (c.case_id is not null)`,
  )
  assert.deepEqual(rows, [])
})
