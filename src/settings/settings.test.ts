import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Static } from 'typebox'
import { type Problem, type TestClient, type TestService, testService } from '../../test/support/service.ts'
import { withTransaction } from '../platform/database.ts'
import { settingsOf } from './client-settings.ts'
import { jpeg, png } from '../../test/support/settings/images.ts'
import type { SettingsView } from './schemas.ts'
import { takeNumbers } from './take-numbers.ts'

type View = Static<typeof SettingsView>
const PATH = '/api/v1/partner/client/settings'

let api: TestService
let client: TestClient
before(async () => {
  api = await testService({ role: 'api' })
  client = await api.createClient()
})
after(() => api.stop())

const get = async (owner = client) => (await api.call<View>('GET', PATH, { token: owner.token })).body
const put = <T = View>(body: unknown, owner = client, headers: Record<string, string> = {}) =>
  api.call<T>('PUT', PATH, { token: owner.token, body, headers })

async function changed(body: unknown, owner = client): Promise<View> {
  const reply = await put(body, owner)
  assert.equal(reply.status, 200, reply.text)
  return reply.body
}

async function faults(body: unknown, owner = client): Promise<string[]> {
  const reply = await put<Problem>(body, owner)
  assert.equal(reply.status, 400, reply.text)
  return (reply.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort()
}

test('both are protected', async () => {
  for (const [method, path] of [
    ['GET', PATH],
    ['PUT', PATH],
    ['GET', `${PATH}/logo`],
  ] as const)
    assert.equal((await api.call(method, path, { ...(method === 'PUT' ? { body: {} } : {}) })).status, 401)
})

test('a client that has set nothing is shown its defaults, and what it is shown it can send back', async () => {
  const fresh = await api.createClient()
  const view = await get(fresh)
  assert.equal(view.version, 0)
  assert.equal(view.updatedAt, null)
  assert.deepEqual(view.approval, { required: 'NEVER', above: null })
  assert.deepEqual(view.numbering, { automatic: false, next: 1 })
  assert.equal(view.accounting.receivableAccount, '1700')
  const { version, updatedAt, ...content } = await changed(view, fresh)
  assert.equal(version, 1)
  assert.ok(updatedAt)
  const { version: _v, updatedAt: _u, ...before } = view
  assert.deepEqual(content, before)
})

test('a section that is sent takes the place of that section; the others stay; reset gives the defaults back', async () => {
  const fresh = await api.createClient()
  await changed({ language: 'en', channels: { order: ['PRINT'], email: { subject: 'Invoice' } } }, fresh)
  const second = await changed({ channels: { fallback: false, print: { colour: true } } }, fresh)
  assert.equal(second.language, 'en')
  assert.equal(second.version, 2)
  assert.deepEqual(second.channels.order, ['EINVOICE', 'EMAIL', 'PRINT'])
  assert.deepEqual(second.channels.email, {})
  assert.deepEqual(second.channels.print, { class: 'ECONOMY', colour: true, duplex: true })
  assert.equal(second.channels.fallback, false)
  const third = await changed({ reset: ['channels'], language: null }, fresh)
  assert.equal(third.channels.fallback, true)
  assert.equal(third.language, 'en', 'null is not given')
  assert.deepEqual(await get(fresh), third)
})

test('money, account numbers and identifiers have one form, however they were sent', async () => {
  const view = await changed({
    approval: { required: 'ABOVE', above: 1234.5 },
    bankAccounts: [{ iban: 'fi58 1017 1000 0001 22', bic: 'ndeafihh' }, { bankgiro: '5050-1055' }],
    accounting: {
      receivableAccount: 1701,
      sales: [{ vatPercentage: 25.5, accountNumber: 3001 }, { accountNumber: '3000' }],
    },
  })
  assert.deepEqual(view.approval, { required: 'ABOVE', above: 1234.5 })
  assert.deepEqual(view.bankAccounts[0], { iban: 'FI5810171000000122', bic: 'NDEAFIHH' })
  assert.equal(view.accounting.receivableAccount, '1701')
  assert.equal(view.accounting.sales[0]?.accountNumber, '3001')
  assert.deepEqual(view.accounting.vat, [{ accountNumber: '2939' }])
  const inForce = (
    await settingsOf(api.service.platform.pool, api.service.platform.pool, [client.clientIdentifier])
  ).get(client.clientIdentifier)
  assert.equal(inForce?.settings.approval.above, 123_450n)
})

test('400 names every fault', async () => {
  assert.deepEqual(
    await faults({
      version: -1,
      reset: ['everything'],
      service: { type: 'FREE' },
      language: 'FIN',
      logo: { data: 'not base64!' },
      bankAccounts: [{ bic: 'NDEAFIHH' }, { iban: 5 }],
      references: { kind: 'DK_FIK', kidModulus: 12, fikCreditor: '1234567' },
      channels: { order: [], email: { subject: 'a\nBcc: b@example.com', replyTo: 'x' }, einvoice: { address: ' ' } },
      approval: { required: 'ABOVE', above: -0.005 },
      numbering: { next: 0 },
      accounting: { documentType: 'XX', sales: [], vat: [{ vatPercentage: 101 }] },
    }),
    [
      '/accounting/documentType NOT_ALLOWED',
      '/accounting/sales TOO_FEW',
      '/accounting/vat/0/accountNumber REQUIRED',
      '/accounting/vat/0/vatPercentage OUT_OF_RANGE',
      '/approval/above OUT_OF_RANGE',
      '/approval/above TOO_MANY_DECIMALS',
      '/bankAccounts/1/iban WRONG_TYPE',
      '/channels/einvoice/address WRONG_FORM',
      '/channels/email/replyTo INVALID_EMAIL',
      '/channels/email/subject WRONG_FORM',
      '/channels/order TOO_FEW',
      '/language NOT_ALLOWED',
      '/numbering/next OUT_OF_RANGE',
      '/references/fikCreditor WRONG_FORM',
      '/references/kidModulus NOT_ALLOWED',
      '/reset/0 NOT_ALLOWED',
      '/service/type NOT_ALLOWED',
      '/version OUT_OF_RANGE',
    ].sort(),
  )
  assert.deepEqual(
    await faults({
      logo: { data: 'not base64!' },
      bankAccounts: [{ bic: 'NDEAFIHH' }],
      references: { kind: 'DK_FIK' },
      channels: { order: ['EMAIL', 'PRINT', 'EMAIL'] },
      approval: { required: 'ABOVE' },
      accounting: { sales: [{ vatCategory: 'S', accountNumber: 1 }], vat: [{ vatPercentage: 24, accountNumber: 1 }] },
    }),
    [
      '/accounting/sales NOTHING_FITS',
      '/accounting/vat NOTHING_FITS',
      '/approval/above REQUIRED',
      '/bankAccounts/0 REQUIRED',
      '/channels/order/2 REPEATED',
      '/logo/data WRONG_FORM',
      '/references/fikCreditor REQUIRED',
    ].sort(),
  )
})

test('check digits that do not hold are warnings here, and faults where they are enforced', async () => {
  const body = {
    bankAccounts: [
      { iban: 'FI2112345600000786', bic: 'X' },
      { bankgiro: '5050-1056', plusgiro: '1' },
    ],
    channels: { einvoice: { address: '00371234567' } },
    accounting: { companyIdentifier: '123456-7' },
  }
  const pointers = [
    '/accounting/companyIdentifier',
    '/bankAccounts/0/bic',
    '/bankAccounts/0/iban',
    '/bankAccounts/1/bankgiro',
    '/bankAccounts/1/plusgiro',
    '/channels/einvoice/address',
  ]
  const fresh = await api.createClient()
  const { warnings } = await changed(body, fresh)
  assert.deepEqual(warnings?.map(({ pointer }) => pointer).sort(), pointers)
  const strict = await testService({ role: 'api', identifierChecks: 'enforce' }, { beside: api })
  try {
    const reply = await strict.call('PUT', PATH, { token: fresh.token, body })
    assert.equal(reply.status, 400)
    assert.deepEqual(reply.body.errors?.map(({ pointer }) => pointer).sort(), pointers)
    const right = {
      bankAccounts: [{ iban: 'FI5810171000000122', bic: 'NDEAFIHH' }],
      channels: { einvoice: { address: '003701120389ABC' } },
    }
    const good = await strict.call('PUT', PATH, { token: fresh.token, body: right })
    assert.equal(good.status, 200, good.text)
  } finally {
    await strict.stop()
  }
})

test('a change from an old version is refused; of changes at once, one wins', async () => {
  const fresh = await api.createClient()
  assert.equal((await changed({ version: 0, language: 'en' }, fresh)).version, 1)
  const late = await put<Problem & { version: number }>({ version: 0, language: 'sv' }, fresh)
  assert.equal(late.status, 409)
  assert.equal(late.body.version, 1)
  const languages = ['fi', 'sv', 'no', 'da']
  const replies = await Promise.all(languages.map((language) => put({ version: 1, language }, fresh)))
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409, 409, 409],
  )
  // Without a version each is made, one after the other.
  const all = await Promise.all(languages.map((language) => put({ language, approval: { required: 'ALWAYS' } }, fresh)))
  assert.ok(all.every(({ status }) => status === 200))
  const { version, approval } = await get(fresh)
  assert.ok(version >= 5 && version <= 6, String(version))
  assert.equal(approval.required, 'ALWAYS')
})

test('setting equal values again changes nothing: no version, no audit, no event', async () => {
  const fresh = await api.createClient()
  const first = await changed({ language: 'en', numbering: { automatic: true, next: 5 } }, fresh)
  assert.deepEqual(await changed({ numbering: { next: 5, automatic: true }, language: 'en' }, fresh), first)
  const { rows } = await api.pool.query<{ audits: string; events: string }>(
    `select (select count(*) from audit_entry where client_id = $1 and action = 'client.settings.changed') as audits,
            (select count(*) from event where client_id = $1 and type = 'client.settings.changed') as events`,
    [fresh.clientIdentifier],
  )
  assert.deepEqual(rows[0], { audits: '1', events: '1' })
})

test('a change is in the audit with what was before and after, and in the events by its paths', async () => {
  const fresh = await api.createClient()
  const logo = png()
  await changed(
    { language: 'en', logo: { data: logo.toString('base64') }, approval: { required: 'ABOVE', above: 10 } },
    fresh,
  )
  const { rows } = await api.pool.query<{ details: object; actor: string }>(
    `select details, actor from audit_entry where client_id = $1 and action = 'client.settings.changed'`,
    [fresh.clientIdentifier],
  )
  const sha256 = createHash('sha256').update(logo).digest('hex')
  assert.match(rows[0]?.actor ?? '', /^token:/)
  assert.deepEqual(rows[0]?.details, {
    version: 1,
    changed: [
      { path: '/language', before: 'fi', after: 'en' },
      { path: '/logo', before: null, after: { mediaType: 'image/png', sha256, bytes: logo.length } },
      { path: '/approval/required', before: 'NEVER', after: 'ABOVE' },
      { path: '/approval/above', before: null, after: 10 },
    ],
  })
  const events = await api.pool.query<{ data: object }>(
    `select data from event where client_id = $1 and type = 'client.settings.changed'`,
    [fresh.clientIdentifier],
  )
  assert.deepEqual(events.rows[0]?.data, {
    version: 1,
    changed: ['/language', '/logo', '/approval/required', '/approval/above'],
  })
})

test('a logo is what its bytes are; it comes back as it was', async () => {
  const fresh = await api.createClient()
  const logoOf = (headers: Record<string, string> = {}) =>
    fetch(`${api.origin}${PATH}/logo`, { headers: { 'x-api-key': fresh.token, ...headers } })
  assert.equal((await logoOf()).status, 404)
  for (const bytes of [png(), jpeg()]) {
    const data = bytes.toString('base64')
    // The stated media type does not count.
    const { logo } = await changed({ logo: { data, mediaType: 'image/svg+xml' } }, fresh)
    const reply = await logoOf()
    assert.equal(reply.status, 200)
    assert.equal(reply.headers.get('content-type'), logo?.mediaType)
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff')
    assert.deepEqual(Buffer.from(await reply.arrayBuffer()), bytes)
    assert.equal(logo?.bytes, bytes.length)
    assert.equal((await logoOf({ 'if-none-match': reply.headers.get('etag') ?? '' })).status, 304)
  }
  const { logo, version } = await get(fresh)
  assert.equal((await changed({ logo }, fresh)).version, version, 'as it was answered: the same')
  assert.deepEqual(await faults({ logo: { ...logo, sha256: '0'.repeat(64) } }, fresh), ['/logo/data REQUIRED'])
  for (const [bytes, code] of [
    [Buffer.from('<svg/>'), 'NOT_AN_IMAGE'],
    [png().subarray(0, 50), 'NOT_AN_IMAGE'],
    [png({ width: 4_001, height: 1 }), 'IMAGE_TOO_LARGE'],
  ] as const)
    assert.deepEqual(await faults({ logo: { data: bytes.toString('base64') } }, fresh), [`/logo/data ${code}`])
  assert.deepEqual(await faults({ logo: { data: Buffer.alloc(524_400).toString('base64') } }, fresh), [
    '/logo/data TOO_LONG',
  ])
  assert.equal((await changed({ reset: ['logo'] }, fresh)).logo, null)
  assert.equal((await logoOf()).status, 404)
})

test('the counter of invoice numbers goes up and never down', async () => {
  const fresh = await api.createClient()
  const take = () => withTransaction(api.service.platform.pool, (tx) => takeNumbers(tx, fresh.clientIdentifier, 10))
  assert.equal((await changed({ numbering: { automatic: true, next: 1_000 } }, fresh)).numbering.next, 1_000)
  assert.equal(await take(), 1_000)
  const refused = await put<Problem>({ language: 'sv', numbering: { automatic: false, next: 1_009 } }, fresh)
  assert.equal(refused.status, 422)
  assert.match(refused.body.detail, /1010/)
  const view = await get(fresh)
  assert.deepEqual(view.numbering, { automatic: true, next: 1_010 })
  assert.equal(view.language, 'fi', 'nothing of a refused change is stored')
  await changed({ reset: ['numbering'] }, fresh)
  assert.deepEqual((await get(fresh)).numbering, { automatic: false, next: 1_010 })
})

test('the reference prefix is as it was given at onboarding', async () => {
  const { references } = await get()
  const same = await changed({ references: { prefix: references.prefix, kind: 'RF' } })
  assert.equal(same.references.kind, 'RF')
  assert.equal((await put({ references: { prefix: '1' } })).status, 422)
})

test('a key that came before replays its answer, and another body with it is refused', async () => {
  const fresh = await api.createClient()
  const headers = { 'idempotency-key': 'once' }
  const first = await put({ language: 'en' }, fresh, headers)
  await changed({ language: 'da' }, fresh)
  const again = await put({ language: 'en' }, fresh, headers)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.deepEqual(again.body, first.body)
  assert.equal((await get(fresh)).language, 'da')
  assert.equal((await put({ language: 'sv' }, fresh, headers)).status, 422)
})

test('a change is seen at once by the process that made it', async () => {
  const fresh = await api.createClient()
  const seen = async () =>
    (await settingsOf(api.service.platform.pool, api.service.platform.pool, [fresh.clientIdentifier])).get(
      fresh.clientIdentifier,
    )?.version
  assert.equal(await seen(), 0)
  for (const version of [1, 2, 3]) {
    await changed({ approval: { required: 'ABOVE', above: version } }, fresh)
    assert.equal(await seen(), version)
  }
})
