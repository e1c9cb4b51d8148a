import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { createFaults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { mountSimulators } from '../kit/server.ts'
import { createOperatorSimulator } from './index.ts'
import { OPERATOR_DROP_KEY } from './keys.ts'

const FINVOICE = (to = '003722625095', operator = 'NDEAFIHH') => `<?xml version="1.0" encoding="UTF-8"?>
<Finvoice Version="3.0"><MessageTransmissionDetails>
<MessageSenderDetails><FromIdentifier SchemeID="0216">003701120389</FromIdentifier><FromIntermediator>003721291126</FromIntermediator></MessageSenderDetails>
<MessageReceiverDetails><ToIdentifier>${to}</ToIdentifier><ToIntermediator>${operator}</ToIntermediator></MessageReceiverDetails>
<MessageDetails><MessageIdentifier>m-1</MessageIdentifier><MessageTimeStamp>2026-01-31T10:00:00+02:00</MessageTimeStamp></MessageDetails>
</MessageTransmissionDetails><InvoiceDetails><InvoiceNumber>1</InvoiceNumber></InvoiceDetails></Finvoice>`

const FRAME = `<SOAP-ENV:Envelope xmlns:SOAP-ENV="s" xmlns:eb="e"><SOAP-ENV:Header><eb:MessageHeader><eb:From><eb:PartyId>a</eb:PartyId></eb:From>
<eb:To><eb:PartyId>b</eb:PartyId></eb:To><eb:MessageData><eb:MessageId>m-1</eb:MessageId></eb:MessageData></eb:MessageHeader></SOAP-ENV:Header>
<SOAP-ENV:Body><eb:Manifest/></SOAP-ENV:Body></SOAP-ENV:Envelope>
`

const UBL = `<?xml version="1.0" encoding="UTF-8"?><Invoice xmlns="u" xmlns:cac="a" xmlns:cbc="b"><cbc:CustomizationID>c</cbc:CustomizationID>
<cbc:ProfileID>p</cbc:ProfileID><cbc:ID>7</cbc:ID>
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="0216">003701120389</cbc:EndpointID></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0192">974760673</cbc:EndpointID></cac:Party></cac:AccountingCustomerParty></Invoice>`

interface Inspected {
  count: number
  messages: {
    name: string
    to: string
    framed: boolean
    format: string
    repeated: number
    sha256: string
    reports: { settled: string | null }[]
  }[]
}

async function bench(context: TestContext, journalFile?: string) {
  const app = Fastify({ forceCloseConnections: true })
  const faults = createFaults()
  const journal = openJournal(journalFile)
  await mountSimulators(app, [
    { simulator: createOperatorSimulator({ faults, journal, now: () => new Date() }), faults },
  ])
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/simulators/operator`
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await app.close()
    journal.close()
  }
  context.after(close)
  const call = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    key = OPERATOR_DROP_KEY,
  ) => {
    const headers = { authorization: `Bearer ${key}` }
    const answer = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    const text = await answer.text()
    return { status: answer.status, text, code: /"code":"(\w+)"/.exec(text)?.[1] }
  }
  const put = async (name: string, body: string | Uint8Array<ArrayBuffer>) => {
    const { status, code } = await call('PUT', `/out/${name}`, body)
    return `${status} ${code}`
  }
  const names = async (query = '') => (JSON.parse((await call('GET', `/in${query}`)).text) as { files: string[] }).files
  const inspect = async (query = '') => JSON.parse((await call('GET', `/inspect${query}`)).text) as Inspected
  return { call, put, names, inspect, close, faults }
}

void test('bare and framed Finvoices and UBL are taken, each once', async (context) => {
  const { call, put, inspect, names } = await bench(context)
  assert.equal(await put('a.xml', FINVOICE()), '201 CREATED')
  assert.equal(await put('a.xml', FINVOICE()), '200 SAME')
  assert.equal(await put('a.xml', FINVOICE('003701120389')), '409 DIFFERS')
  assert.equal(await put('b.xml', FRAME + FINVOICE()), '201 CREATED')
  assert.equal(await put('c.xml', UBL), '201 CREATED')
  const { messages } = await inspect()
  assert.deepEqual(
    messages.map(({ name, format, framed, to, repeated }) => [name, format, framed, to, repeated]),
    [
      ['a.xml', 'FINVOICE', false, '003722625095', 1],
      ['b.xml', 'FINVOICE', true, '003722625095', 0],
      ['c.xml', 'UBL', false, '0192:974760673', 0],
    ],
  )
  assert.equal((await inspect('?company=0216:003701120389')).count, 1)
  assert.equal((await call('GET', '/out/a.xml')).text, FINVOICE())
  assert.equal((await call('GET', '/out/z.xml')).status, 404)
  assert.equal((await names()).length, 6)
})

void test('the operator refuses a file that it cannot read or route', async (context) => {
  const { call, put, inspect } = await bench(context)
  const latin = FINVOICE().replace('UTF-8', 'ISO-8859-15').replace('NDEAFIHH', 'Ä')
  const bad: [string, string | Uint8Array<ArrayBuffer>, string][] = [
    ['a.xml', FINVOICE().replace('</Finvoice>', ''), '422 NOT_WELL_FORMED'],
    ['a.xml', 'hello', '422 NOT_WELL_FORMED'],
    ['a.xml', '<Order/>', '422 FORMAT'],
    ['a.xml', FINVOICE().replace('<Finvoice', '<!DOCTYPE Finvoice><Finvoice'), '422 DOCTYPE'],
    ['a.xml', FINVOICE(''), '422 FIELD_MISSING'],
    ['a.xml', FINVOICE().replace(/<MessageIdentifier>.*<\/MessageIdentifier>/, ''), '422 FIELD_MISSING'],
    ['a.xml', UBL.replace(' schemeID="0192"', ''), '422 FIELD_MISSING'],
    ['a.xml', FRAME.replace('<eb:MessageId>m-1</eb:MessageId>', '') + FINVOICE(), '422 FRAME'],
    ['a.xml', Uint8Array.from(Buffer.from(latin.replace('ISO-8859-15', 'UTF-8'), 'latin1')), '422 ENCODING'],
    ['a.csv', FINVOICE(), '400 FILE_NAME'],
    ['a.xml', '', '400 EMPTY'],
  ]
  for (const [name, body, said] of bad) assert.equal(await put(name, body), said)
  assert.equal((await inspect()).count, 0)
  assert.equal(await put('a.xml', Uint8Array.from(Buffer.from(latin, 'latin1'))), '201 CREATED', 'its own encoding')
  assert.equal((await call('PUT', '/out/b.xml', FINVOICE(), 'wrong')).status, 401)
})

void test('answers are listed in pages until they are settled, and the books survive a restart', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'operator-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'operator.jsonl')
  const first = await bench(context, file)
  await first.call('PUT', '/settings', '{"deliverAfterMs": 86400000}')
  await first.put('slow.xml', FINVOICE())
  await first.call('PUT', '/settings', '{}')
  await first.put('a.xml', FINVOICE())
  await first.put('a.xml', FINVOICE())
  const names = await first.names()
  assert.equal(names.length, 3, 'one of the four is not due')
  assert.deepEqual(await first.names(`?after=${names[0]}&max=1`), [names[1]])
  assert.deepEqual(JSON.parse((await first.call('GET', `/in/${names[0]}`)).text).outcome, 'ACCEPTED')
  assert.equal((await first.call('DELETE', `/in/${names[0]}`)).status, 204)
  assert.equal((await first.call('DELETE', `/in/${names[0]}`)).status, 204)
  assert.equal((await first.call('POST', `/in/${names[1]}/bad`)).status, 204)
  assert.equal((await first.call('GET', `/in/${names[0]}`)).status, 404)
  const before = await first.inspect()
  await first.close()
  // Killed in the middle of a line: its request was never answered.
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"type":"mess`)
  const second = await bench(context, file)
  assert.deepEqual(await second.inspect(), before)
  assert.deepEqual(await second.names(), names.slice(2))
  assert.equal(await second.put('a.xml', FINVOICE()), '200 SAME')
  assert.deepEqual(
    before.messages.map(({ reports }) => reports.map(({ settled }) => settled)),
    [
      ['done', null],
      ['bad', null],
    ],
  )
})

void test('faults on what is read are those ordered for "in" alone', async (context) => {
  const { call, put, faults } = await bench(context)
  await put('a.xml', FINVOICE())
  faults.order({ fault: 'HTML_502' })
  assert.equal((await call('GET', '/in')).status, 200)
  faults.clear()
  faults.order({ fault: 'HTML_502', company: 'in' })
  assert.equal((await call('GET', '/in')).status, 502)
  assert.equal((await call('GET', '/in')).status, 200)
})
