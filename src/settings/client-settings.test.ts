import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newClientBody } from '../../test/support/bodies.ts'
import { type TestService, testService } from '../../test/support/service.ts'
import { withTransaction } from '../platform/database.ts'
import { clientSettings, forgetSettings, settingsOf } from './client-settings.ts'
import { eInvoiceAddressOf } from './defaults.ts'
import { takeNumbers } from './take-numbers.ts'
import { until } from '../../test/support/until.ts'

let api: TestService
before(async () => {
  api = await testService({ role: 'api' })
})
after(() => api.stop())

async function clientWith(client: object): Promise<number> {
  const { partnerCode, provisioningToken } = await api.createPartner()
  const body = newClientBody(partnerCode)
  const reply = await api.call<{ clientIdentifier: number }>('POST', '/api/v1/partner/client', {
    token: provisioningToken,
    body: { ...body, client: { ...body.client, ...client } },
  })
  assert.equal(reply.status, 200, reply.text)
  return reply.body.clientIdentifier
}

test('a client that has set nothing has the settings of its country and of its onboarding', async () => {
  const cases = [
    {
      countryCode: 'FI',
      languageCode: 'SV',
      language: 'sv',
      kind: 'FI',
      businessCode: '0112038-9',
      address: '003701120389',
    },
    {
      countryCode: 'SE',
      languageCode: '',
      language: 'sv',
      kind: 'SE_OCR',
      businessCode: '556036-0793',
      address: '0007:5560360793',
    },
    {
      countryCode: 'NO',
      languageCode: 'NO',
      language: 'no',
      kind: 'NO_KID',
      businessCode: '923 609 016',
      address: '0192:923609016',
    },
    {
      countryCode: 'DK',
      languageCode: 'DK',
      language: 'da',
      kind: 'DK_FIK',
      businessCode: '22756214',
      address: '0184:DK22756214',
    },
    { countryCode: 'DE', languageCode: '', language: 'en', kind: 'RF', businessCode: 'HRB 1', address: undefined },
  ] as const
  for (const { language, kind, address, ...client } of cases) {
    const id = await clientWith({ ...client, ibanAccount: 'FI5810171000000122', bic: 'NDEAFIHH', postalCode: '' })
    const { settings, profile, version } = await clientSettings(api.service.platform.pool, id)
    assert.equal(version, 0)
    assert.equal(settings.service.type, 'LIFECYCLE')
    assert.equal(settings.language, language)
    assert.equal(settings.references.kind, kind)
    assert.match(settings.references.prefix, /^\d{5}$/)
    assert.equal(settings.channels.einvoice.address, address)
    assert.deepEqual(settings.bankAccounts, [{ iban: 'FI5810171000000122', bic: 'NDEAFIHH' }])
    assert.equal(profile.businessCode, client.businessCode)
    assert.equal(profile.countryCode, client.countryCode)
  }
})

test('an e-invoice address is made of an id of the right form only', () => {
  assert.equal(eInvoiceAddressOf('FI', '123456-7'), '003701234567')
  assert.equal(eInvoiceAddressOf('FI', 'FI1'), undefined)
  assert.equal(eInvoiceAddressOf('SE', '12345'), undefined)
})

test('many clients are read at once; a change is seen within two seconds, and at once after it is announced', async () => {
  const { pool } = api.service.platform
  const ids = [await clientWith({}), await clientWith({})]
  const first = ids[0] ?? 0
  assert.deepEqual(
    [...(await settingsOf(pool, pool, [...ids, 5, ...ids])).keys()].toSorted((a, b) => a - b),
    ids,
  )
  const change = (language: string, version: number) =>
    api.pool.query(
      `insert into client_settings values ($1, $2, $3, now())
       on conflict (client_id) do update set settings = excluded.settings, version = excluded.version`,
      [first, JSON.stringify({ language }), version],
    )
  const seen = async () => (await settingsOf(pool, pool, ids)).get(first)?.settings.language
  await change('en', 1)
  forgetSettings(pool, first)
  assert.equal(await seen(), 'en')
  await change('da', 2)
  await until('the change is seen', seen, (language) => language === 'da', 2_000)
})

test('an answer that was asked for before a change and came after it is not remembered', async () => {
  const { pool } = api.service.platform
  const id = await clientWith({})
  const asked = settingsOf(pool, pool, [id])
  forgetSettings(pool, id)
  await asked
  await api.pool.query(`insert into client_settings values ($1, '{"language":"en"}', 1, now())`, [id])
  assert.equal((await settingsOf(pool, pool, [id])).get(id)?.settings.language, 'en')
})

test('numbers are taken one after the other, and a rollback gives them back', async () => {
  const { pool } = api.service.platform
  const id = await clientWith({})
  const take = (count: number) => withTransaction(pool, (tx) => takeNumbers(tx, id, count))
  assert.equal(await take(3), 1)
  await assert.rejects(
    withTransaction(pool, async (tx) => {
      await takeNumbers(tx, id, 5)
      throw new Error('no')
    }),
  )
  assert.equal(await take(1), 4)
  const all = await Promise.all(Array.from({ length: 20 }, () => take(2)))
  assert.deepEqual(
    all.sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => 5 + 2 * i),
  )
  await assert.rejects(take(0), RangeError)
})
