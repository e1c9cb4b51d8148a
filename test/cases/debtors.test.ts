/** Debtors over all cases of a client: how they are recognised, found, corrected and marked, and who sees them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { selectSamePerson } from '../../src/debtors/list-queries.ts'
import { act, atNoon, caseClient, caseOf, dayIsOver, effectOf, someCase, somePolicies } from '../support/cases/cases.ts'
import { runCli } from '../support/cli/run.ts'
import type { InvoiceClient } from '../support/invoices.ts'
import { type Reply, type TestService, testService } from '../support/service.ts'

const BASE = '/api/v1/partner'
const STREET = { street: 'Vanha katu 1', postalCode: '00100', postalDistrict: 'HELSINKI', countryCode: 'FI' }
const NEW_STREET = { ...STREET, street: 'Uusi katu 9', postalCode: '00200' }

let api: TestService
let client: InvoiceClient
let other: InvoiceClient

before(async () => {
  api = await testService()
  atNoon(api, '2026-02-10')
  await somePolicies(api)
  client = await caseClient(api)
  other = await caseClient(api)
})
after(() => api.stop())

interface Shown {
  debtorId: string
  name: string
  nationalId: string | null
  businessCode: string | null
  customerNumbers: string[]
  marks: string[]
  openCases: number
  contact: { address: Record<string, string> | null; email: string | null; phone: string | null }
  balances: { currency: string; openAmount: number; openCases: number }[]
  cases: { caseId: number; status: string; statusReason: string | null; openAmount: number }[]
  letters: { letterId: string; caseId: number; kind: string; document: string }[]
  contactHistory: {
    field: string
    value: { address?: Record<string, string> } | null
    source: string
    changedBy: string
  }[]
  markHistory: { mark: string; rule: string; lawSource: string; liftedAt: string | null }[]
}

/** A consumer with an address, and nothing by which another would be the same. */
const buyer = (name: string, more: Record<string, unknown> = {}) => ({
  buyer: { entityType: 'CONSUMER', name, businessId: undefined, address: STREET, contact: undefined, ...more },
})

async function debtorOf({ caseId }: { caseId: number }, owner = client): Promise<Shown> {
  const { debtor } = await caseOf(api, owner, { caseId })
  return show(String(debtor['debtorId']), owner)
}

async function show(debtorId: string, owner = client): Promise<Shown> {
  const reply = await ask<Shown>('GET', `/debtors/${debtorId}`, undefined, owner)
  assert.equal(reply.status, 200, reply.text)
  return reply.body
}

function ask<T = { detail: string }>(method: string, path: string, body?: object, owner = client): Promise<Reply<T>> {
  return api.call<T>(method, `${BASE}${path}`, { token: owner.token, ...(body === undefined ? {} : { body }) })
}

async function list(query: string, owner = client): Promise<Shown[]> {
  const found: Shown[] = []
  for (let path = `/debtors?limit=2${query}`; path !== ''; ) {
    const reply = await ask<{ debtors: Shown[] }>('GET', path, undefined, owner)
    assert.equal(reply.status, 200, reply.text)
    found.push(...reply.body.debtors)
    path = /<\/api\/v1\/partner([^>]*)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1] ?? ''
  }
  return found
}

const namesOf = (debtors: readonly Shown[]) => debtors.map(({ name }) => name)
const mark = (debtorId: string, name: string, more: object = {}) =>
  ask('PUT', `/debtors/${debtorId}/marks/${name}`, { fromDay: '2026-02-01', source: 'a letter', ...more })

test('one id is one debtor, a customer number decides without an id, and everybody else is a new debtor', async () => {
  const id = '131052-308T'
  const first = await debtorOf(await someCase(api, client, buyer('Anna Same', { personalIdentityNumber: id })))
  const again = await someCase(
    api,
    client,
    buyer('Anna Changed', { personalIdentityNumber: '131052308t', customerAccountId: 77 }),
  )
  const byNumber = await someCase(api, client, buyer('A. Same', { customerAccountId: 77 }))
  const stranger = await someCase(api, client, buyer('Anna Same'))
  for (const { caseId } of [again, byNumber]) assert.equal((await debtorOf({ caseId })).debtorId, first.debtorId)
  assert.notEqual((await debtorOf(stranger)).debtorId, first.debtorId)
  const shown = await show(first.debtorId)
  assert.deepEqual([shown.nationalId, shown.customerNumbers, shown.openCases], ['131052*****', ['77'], 3])
  assert.deepEqual([shown.balances.length, shown.balances[0]?.openCases], [1, 3])
  const total = shown.cases.reduce((sum, one) => sum + one.openAmount, 0)
  assert.equal(shown.balances[0]?.openAmount, Math.round(total * 100) / 100)
})

test('cases of a new debtor that are opened at once have one debtor, by its id and by its number', async () => {
  for (const more of [{ personalIdentityNumber: '050590-123Y' }, { customerAccountId: 8_080 }]) {
    const cases = await Promise.all(Array.from({ length: 6 }, () => someCase(api, client, buyer('Busy Debtor', more))))
    const ids = await Promise.all(cases.map(async (one) => (await debtorOf(one)).debtorId))
    assert.equal(new Set(ids).size, 1)
    assert.equal((await show(ids[0] ?? '')).openCases, 6)
  }
})

test('one person at two clients is two debtors, which the agency alone sees together', async () => {
  const same = buyer('Same Person', { personalIdentityNumber: '010190-123N' })
  const mine = await debtorOf(await someCase(api, client, same))
  const theirs = await debtorOf(await someCase(api, other, same), other)
  assert.notEqual(mine.debtorId, theirs.debtorId)
  assert.equal((await ask('GET', `/debtors/${theirs.debtorId}`)).status, 404)
  assert.equal((await ask('PATCH', `/debtors/${theirs.debtorId}`, { phone: '1' })).status, 404)
  assert.equal((await mark(theirs.debtorId, 'DECEASED')).status, 404)
  const key = { clientId: client.clientIdentifier, debtorId: mine.debtorId }
  const pool = api.service.platform.pool
  const ids = (await selectSamePerson(pool, key)).map(({ debtorId }) => debtorId)
  assert.deepEqual(ids, [mine.debtorId, theirs.debtorId])
  // A request of the client sees its own row alone, whatever the statement asks.
  const walled = await selectSamePerson(pool.forClient(client.clientIdentifier), key)
  assert.deepEqual(
    walled.map(({ debtorId }) => debtorId),
    [mine.debtorId],
  )
})

test('debtors are found by a word of the name, by id, number and mark, page by page and as CSV', async () => {
  for (const [name, more] of [
    ['Örjan Åkesson', { customerAccountId: 901 }],
    ['Åke Örjansson', { personalIdentityNumber: '020290-1239' }],
    ['Orjan Berg', {}],
  ] as const)
    await someCase(api, client, buyer(name, more))
  assert.deepEqual(namesOf(await list('&name=orjan')), ['Örjan Åkesson', 'Orjan Berg', 'Åke Örjansson'])
  assert.deepEqual(namesOf(await list('&name=ORJAN&sort=-name')), ['Åke Örjansson', 'Orjan Berg', 'Örjan Åkesson'])
  assert.deepEqual(namesOf(await list('&name=orjanss')), ['Åke Örjansson'])
  assert.deepEqual(namesOf(await list('&nationalId=0202901239')), ['Åke Örjansson'])
  assert.deepEqual(namesOf(await list('&customerNumber=901&hasOpenCases=true')), ['Örjan Åkesson'])
  assert.deepEqual(namesOf(await list('&customerNumber=901&hasOpenCases=false')), [])
  assert.deepEqual(namesOf(await list('&name=orjan', other)), [])
  const [found] = await list('&customerNumber=901')
  assert.equal((await mark(found?.debtorId ?? '', 'PROTECTED_ADDRESS')).status, 200)
  assert.deepEqual(namesOf(await list('&mark=PROTECTED_ADDRESS')), ['Örjan Åkesson'])
  assert.equal((await list('')).length, (await list('&updatedSince=2020-01-01T00:00:00Z&sort=-updatedAt')).length)
  assert.equal((await ask('GET', '/debtors?name=x&sort=updatedAt')).status, 400)
  const csv = await api.call('GET', `${BASE}/debtors?name=orjan`, {
    token: client.token,
    headers: { accept: 'text/csv' },
  })
  const rows = parse<Record<string, string>>(csv.text, { columns: true, bom: true })
  assert.deepEqual(
    rows.map((row) => row['name']),
    ['Örjan Åkesson', 'Orjan Berg', 'Åke Örjansson'],
  )
  assert.equal(rows[0]?.['contact.address.street'], '')
})

test('cases and invoices are listed by their debtor', async () => {
  const { caseId, invoiceNumber } = await someCase(api, client, buyer('Listed Debtor'))
  const { debtorId } = await debtorOf({ caseId })
  const cases = await ask<{ cases: { caseId: number; debtorId: string }[] }>('GET', `/cases?debtor=${debtorId}`)
  assert.deepEqual(
    cases.body.cases.map((one) => [one.caseId, one.debtorId]),
    [[caseId, debtorId]],
  )
  const invoices = await ask<{ invoices: { invoiceNumber: number }[] }>('GET', `/invoices?debtor=${debtorId}`)
  assert.deepEqual(
    invoices.body.invoices.map((one) => one.invoiceNumber),
    [invoiceNumber],
  )
})

test('a corrected address reaches the next letter of every open case, and an old invoice does not undo it', async () => {
  const moved = buyer('Moving Debtor', { personalIdentityNumber: '030390-123W' })
  const first = await someCase(api, client, moved)
  const second = await someCase(api, client, moved)
  const { debtorId } = await debtorOf(first)
  const patch = { address: NEW_STREET, email: null, phone: '+358401234567' }
  const reply = await ask<Shown>('PATCH', `/debtors/${debtorId}`, patch)
  assert.equal(reply.status, 200, reply.text)
  assert.deepEqual(reply.body.contact.address, NEW_STREET)
  const later = await someCase(api, client, moved)
  for (const { caseId } of [first, second, later])
    assert.deepEqual((await caseOf(api, client, { caseId })).debtor.address, NEW_STREET)
  // An action on one case is about the debtor.
  const address = { street: 'Kolmas katu 3', postalCode: '00300', postalDistrict: 'HELSINKI' }
  effectOf((await act(api, client, first.caseId, { code: 'ADDRESS', data: { address } }))[0])
  atNoon(api, '2026-02-13')
  const shown = await show(debtorId)
  assert.deepEqual(
    shown.contactHistory.map(({ field, source }) => `${field} ${source}`),
    ['ADDRESS ACTION', 'PHONE REQUEST', 'ADDRESS REQUEST', 'ADDRESS INVOICE'],
  )
  for (const { caseId } of [first, second, later]) {
    await dayIsOver(api, caseId)
    const { rows } = await api.pool.query<{ street: string }>({
      text: `select document -> 'recipient' -> 'address' ->> 'street' as street from letter where case_id = $1`,
      values: [caseId],
    })
    assert.deepEqual(rows, [{ street: 'Kolmas katu 3' }])
  }
  atNoon(api, '2026-02-10')
})

test('a mark that stops collection suspends each open case with its law, and lifting it lets them go on', async () => {
  for (const [i, name] of ['DECEASED', 'BANKRUPT', 'DEBT_RESTRUCTURING', 'GUARDIAN'].entries()) {
    const stopped = buyer(`Stopped ${name}`, { customerAccountId: 3_000 + i })
    const first = await someCase(api, client, stopped)
    const { debtorId } = await debtorOf(first)
    assert.equal((await mark(debtorId, name)).status, 200)
    const held = await caseOf(api, client, first)
    assert.deepEqual([held.summary.status, held.summary['statusReason']], ['SUSPENDED', `DEBTOR_${name}`])
    const marked = held.events.findLast(({ kind }) => kind === 'DEBTOR_MARKED')
    assert.equal(marked?.data['ruleId'], `FI.DEBTOR.${name}`)
    assert.ok(!held.allowedActions.includes('RESUME'))
    const [refused] = await act(api, client, first.caseId, { code: 'RESUME' })
    assert.equal(refused?.kind, 'ACTION_REFUSED')
    assert.deepEqual(await tasksOf(first.caseId), [['DEBTOR_MARKED', `DEBTOR_${name}`]])
    // A case that comes later is suspended before its first step.
    const later = await someCase(api, client, { ...stopped, header: { dueDate: '2026-01-20' } })
    await dayIsOver(api, later.caseId)
    assert.equal((await caseOf(api, client, later)).summary.status, 'SUSPENDED')
    assert.deepEqual(await lettersOf(later.caseId), [])
    const lifting = { token: client.token, headers: { 'idempotency-key': `lift-${name}` } }
    for (const replayed of [null, 'true']) {
      const lifted = await api.call('DELETE', `${BASE}/debtors/${debtorId}/marks/${name}`, lifting)
      assert.deepEqual([lifted.status, lifted.headers.get('idempotency-replayed')], [200, replayed])
    }
    assert.equal((await ask('DELETE', `/debtors/${debtorId}/marks/${name}`)).status, 404)
    for (const one of [first, later]) {
      assert.equal((await caseOf(api, client, one)).summary.status, 'OPEN')
      assert.deepEqual(await tasksOf(one.caseId), [])
    }
    await dayIsOver(api, later.caseId)
    assert.equal((await lettersOf(later.caseId)).length, 1)
  }
})

test('interest ends on the day of a bankruptcy, and runs on when the mark is lifted', async () => {
  const { caseId } = await someCase(api, client, buyer('Bankrupt Debtor', { customerAccountId: 4_001 }))
  const { debtorId } = await debtorOf({ caseId })
  const daysOf = async () => (await caseOf(api, client, { caseId })).interest.reduce((days, one) => days + one.days, 0)
  assert.equal(await daysOf(), 12)
  assert.equal((await mark(debtorId, 'BANKRUPT')).status, 200)
  assert.equal(await daysOf(), 3)
  assert.equal((await ask('DELETE', `/debtors/${debtorId}/marks/BANKRUPT`)).status, 200)
  assert.equal(await daysOf(), 12)
})

test('a case with two marks goes on when both are lifted; a denied claim stays disputed', async () => {
  const two = await someCase(api, client, buyer('Two Marks'))
  const { debtorId } = await debtorOf(two)
  await mark(debtorId, 'DECEASED')
  await mark(debtorId, 'BANKRUPT')
  await ask('DELETE', `/debtors/${debtorId}/marks/DECEASED`)
  assert.equal((await caseOf(api, client, two)).summary['statusReason'], 'DEBTOR_BANKRUPT')
  await ask('DELETE', `/debtors/${debtorId}/marks/BANKRUPT`)
  assert.equal((await caseOf(api, client, two)).summary.status, 'OPEN')
  const denied = await someCase(api, client, buyer('Denied Claim'))
  effectOf((await act(api, client, denied.caseId, { code: 'OBJECTION', comment: 'x' }))[0])
  const objector = await debtorOf(denied)
  await mark(objector.debtorId, 'DECEASED')
  await ask('DELETE', `/debtors/${objector.debtorId}/marks/DECEASED`)
  assert.equal((await caseOf(api, client, denied)).summary.status, 'DISPUTED')
})

test('letters of a debtor with a guardian go to the guardian, now and in later cases', async () => {
  const ward = buyer('Ward Debtor', { customerAccountId: 5_001, contact: { email: 'ward@example.com' } })
  const first = await someCase(api, client, { ...ward, header: { dueDate: '2026-03-20' } })
  const { debtorId } = await debtorOf(first)
  const guardian = { name: 'Maija Edunvalvoja', address: NEW_STREET }
  assert.equal((await mark(debtorId, 'DECEASED', { guardian })).status, 400)
  assert.equal((await mark(debtorId, 'GUARDIAN', { guardian })).status, 200)
  const later = await someCase(api, client, { ...ward, header: { dueDate: '2026-01-20' } })
  await dayIsOver(api, later.caseId)
  const letters = await lettersOf(later.caseId)
  assert.deepEqual(letters, [{ name: 'Maija Edunvalvoja', street: 'Uusi katu 9', channel: 'PRINT' }])
  assert.equal((await caseOf(api, client, first)).debtor['guardian'] !== undefined, true)
})

test('a protected address is shown nowhere, and stands on the letter', async () => {
  const hidden = buyer('Hidden Debtor', { address: { ...STREET, street: 'Salainen katu 7' } })
  const { caseId } = await someCase(api, client, hidden)
  const { debtorId } = await debtorOf({ caseId })
  const address = { street: 'Salainen katu 8', postalCode: '00100', postalDistrict: 'HELSINKI' }
  effectOf((await act(api, client, caseId, { code: 'ADDRESS', data: { address } }))[0])
  assert.equal((await mark(debtorId, 'PROTECTED_ADDRESS')).status, 200)
  atNoon(api, '2026-02-13')
  await dayIsOver(api, caseId)
  const actions = (await ask('GET', `/invoice/actions?caseId=${caseId}`)).body
  for (const shown of [
    await show(debtorId),
    await list('&name=hidden'),
    await caseOf(api, client, { caseId }),
    actions,
  ])
    assert.doesNotMatch(JSON.stringify(shown), /Salainen/)
  assert.deepEqual(
    (await lettersOf(caseId)).map(({ street }) => street),
    ['Salainen katu 8'],
  )
})

test('a person finds a case by what a caller has at hand, and marks its debtor by the command line', async () => {
  const more = { personalIdentityNumber: '040490-123X' }
  const { caseId, invoiceNumber } = await someCase(api, client, buyer('Command Liner', more))
  const env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox', DATA_DIR: api.config.dataDir }
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCli([...args, '--json'], env)
    assert.equal(code, 0, stderr)
    return JSON.parse(stdout) as { cases: { caseId: number; by: string }[] } & Shown & { debtors: unknown[] }
  }
  const { rows } = await api.pool.query<{ reference: string }>({
    text: 'select payment_reference as reference from collection_case where case_id = $1',
    values: [caseId],
  })
  for (const [text, by] of [
    [String(caseId), 'case'],
    [String(invoiceNumber), 'invoice'],
    [rows[0]?.reference ?? '', 'reference'],
    ['040490123X', 'id'],
    ['liner', 'name'],
  ] as const)
    assert.deepEqual(
      (await run('case', 'find', text)).cases.map((one) => [one.caseId, one.by]),
      [[caseId, by]],
      text,
    )
  const marked = await run(
    'debtor',
    'mark',
    String(caseId),
    'DECEASED',
    '--from-day',
    '2026-02-01',
    '--source',
    'register',
  )
  assert.deepEqual([marked.marks, marked.cases[0]?.status], [['DECEASED'], 'SUSPENDED'])
  assert.deepEqual((await run('debtor', 'unmark', String(caseId), 'DECEASED')).marks, [])
  const listed = await run('debtor', 'list', '--client', String(client.clientIdentifier), '--name', 'command')
  assert.deepEqual(namesOf(listed.debtors as Shown[]), ['Command Liner'])
  assert.equal((await run('debtor', 'show', String(caseId))).nationalId, '040490*****')
  assert.equal((await run('debtor', 'person', String(caseId))).debtors.length, 1)
})

async function tasksOf(caseId: number): Promise<[string, string][]> {
  const { rows } = await api.pool.query<{ kind: string; cause: string }>({
    text: `select kind, cause from task where subject = $1 and closed_at is null order by kind`,
    values: [`case:${caseId}`],
  })
  return rows.map(({ kind, cause }) => [kind, cause])
}

async function lettersOf(caseId: number): Promise<{ name: string; street: string; channel: string }[]> {
  const { rows } = await api.pool.query<{ name: string; street: string; channel: string }>({
    text: `select l.document -> 'recipient' ->> 'name' as name, l.document -> 'recipient' -> 'address' ->> 'street' as street,
             (select d.channel from delivery d where d.client_id = l.client_id and d.letter_id = l.letter_id order by d.rank limit 1) as channel
           from letter l where l.case_id = $1 order by l.created_at`,
    values: [caseId],
  })
  return rows
}
