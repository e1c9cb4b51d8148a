import type { System } from '../../src/connectors/port.ts'
import { strict as assert } from 'node:assert'
import { after, before, describe, test } from 'node:test'
import { readConfig } from '../../src/config/config.ts'
import { until } from '../support/until.ts'
import { FACTS, SYSTEMS } from '../support/sync/systems.ts'
import { COMPANY, type Json, ledger, payment } from '../support/sync/client.ts'
import { type World, startWorld } from '../support/sync/world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

const { NETVISOR, PROCOUNTOR, NETBARON } = Object.fromEntries(
  Object.entries(FACTS).map(([system, { credentials }]) => [system, credentials]),
) as Record<System, Record<string, string>>

describe('texts that nobody can see', { concurrency: true }, () => {
  test('a credential or company with an invisible character is refused at once, by pointer, in every system', async () => {
    const client = await world.client()
    const put = (system: string, credentials: Json, companyIdentifier = COMPANY) =>
      client.call('PUT', '/accounting/connection', { system, companyIdentifier, credentials })
    for (const system of SYSTEMS) {
      const { credentials } = FACTS[system]
      for (const [name, value] of Object.entries(credentials)) {
        if (name === 'delivery') continue
        for (const character of ['\ufeff', '\u200b', '\u00a0', '\u202e', '\u0000'.slice(1) + '\u0007']) {
          const { status, body, text } = await put(system, { ...credentials, [name]: `${value}${character}` })
          assert.equal(status, 400, `${system} ${name} ${text}`)
          const [fault] = body['errors'] as Json[]
          assert.equal(fault?.['pointer'], `/credentials/${name}`)
          assert.equal(fault['code'], 'UNFIT_CHARACTER')
          assert.doesNotMatch(text, /key-one|key-two/)
        }
      }
      const { status, body } = await put(system, credentials, `${COMPANY}\u200b`)
      assert.equal(status, 400)
      assert.equal((body['errors'] as Json[])[0]?.['pointer'], '/companyIdentifier')
    }
    assert.deepEqual((await client.call('GET', '/accounting/connection')).body, { connections: [] })
  })

  test('a text that becomes a header takes ISO-8859-1 alone; any other takes any letter', async () => {
    const client = await world.client()
    const put = (system: string, credentials: Json, companyIdentifier = COMPANY) =>
      client.call('PUT', '/accounting/connection', { system, companyIdentifier, credentials })
    for (const name of Object.keys(NETVISOR)) {
      const { status, body } = await put('NETVISOR', { ...NETVISOR, [name]: 'Škoda' })
      assert.equal(status, 400)
      assert.match(String((body['errors'] as Json[])[0]?.['message']), /outside ISO-8859-1 as character 1/)
    }
    assert.equal((await put('NETVISOR', NETVISOR, 'Škoda')).status, 400)
    assert.equal((await put('NETVISOR', { ...NETVISOR, customerId: 'Käyttö' })).status, 200)
    assert.equal((await put('PROCOUNTOR', { ...PROCOUNTOR, clientSecret: 'Škoda' }, 'other')).status, 200)
    assert.equal((await put('NETBARON', { ...NETBARON, password: ' Šala sana ' }, 'third')).status, 200)
  })

  test('a submission whose identifiers hold an invisible character is refused', async () => {
    const client = await world.client()
    const cases: [string, Json, string][] = [
      ['ledger', { ledgers: [ledger('A'), ledger('B\u200b')] }, '/ledgers/1/ledgerIdentifier'],
      ['ledger', { ledgers: ledger('C', { companyIdentifier: `\ufeff${COMPANY}` }) }, '/ledgers/companyIdentifier'],
      ['payment', { payments: [payment('D\u00ad', { currency: 'EUR' })] }, '/payments/0/paymentIdentifier'],
      [
        'payment',
        { payments: [payment('E', { currency: 'EUR', companyIdentifier: `${COMPANY}\u2060` })] },
        '/payments/0/companyIdentifier',
      ],
    ]
    for (const [kind, body, pointer] of cases) {
      const answer = await client.call('POST', `/accounting/${kind}`, body)
      assert.equal(answer.status, 400, answer.text)
      assert.deepEqual(
        (answer.body['errors'] as Json[]).map((fault) => fault['pointer']),
        [pointer],
      )
    }
  })

  test('a connection that was stored with such a credential stops at its first document, and says why', async () => {
    const client = await world.client()
    await client.connect('NETVISOR')
    const stored = { ...NETVISOR, organisationId: `\ufeff${COMPANY}` }
    const { secrets, pool } = world.service.platform
    const sealed = secrets.seal(`accounting-credentials:${client.id}:${COMPANY}`, JSON.stringify(stored))
    await pool.query(
      'update accounting_connection set credentials = $2, credentials_version = credentials_version + 1 where client_id = $1',
      [client.id, sealed],
    )
    await client.ledgers(ledger('F-1'))
    const stopped = async () => client.connection()
    await until('stopped', stopped, ({ state }) => state === 'stopped')
    assert.match(String((await stopped())['reason']), /^REQUEST_IMPOSSIBLE: .*X-Netvisor-Organisation-ID/)
    const { status, description } = await client.one('ledger', 'F-1')
    assert.equal(status, 0)
    assert.doesNotMatch(description, /broke/)
    await client.connect('NETVISOR')
    await client.settled('ledger', ['F-1'])
  })
})

test('settings that become headers, addresses or user names are checked at start', () => {
  const cases: Record<string, Record<string, string>> = {
    SMTP_URL: { SMTP_URL: 'smtp://user:pass\u200bword@mail.example.com:25', MAIL_FROM: 'a@example.com' },
    'SMTP_URL is not an address of a mail server': { SMTP_URL: 'mail.example.com:25', MAIL_FROM: 'a@example.com' },
    PRINT_DROP_TOKEN: { PRINT_DROP: 'https://print.example.com', PRINT_DROP_TOKEN: 'to\u200bken' },
    EINVOICE_DROP_TOKEN: { EINVOICE_DROP: 'https://operator.example.com', EINVOICE_DROP_TOKEN: 'Škoda' },
    EINVOICE_DROP_PASSWORD: { EINVOICE_DROP: 'sftp://u@example.com/', EINVOICE_DROP_PASSWORD: 'pass\u00adword' },
    PRINT_DROP: { PRINT_DROP: 'https://print.exa\u200bmple.com' },
    OPERATOR_TOKEN: { OPERATOR_TOKEN: 'abcdefgh\u2060ijklmnopqrstuvwxyz0123456789' },
    ACCOUNTING_URLS: { ACCOUNTING_URLS: 'NETVISOR=https://netvi\u200bsor.example.com' },
  }
  for (const [words, env] of Object.entries(cases)) {
    assert.throws(
      () => readConfig({ SAATAVA_ENV: 'sandbox', ...env }),
      (error: Error) => {
        assert.equal(error.name, 'ConfigError', error.stack)
        assert.ok(error.message.startsWith(words), error.message)
        assert.doesNotMatch(error.message, /pass\u200b|pass\u00ad|to\u200bken|efgh|Škoda/)
        return true
      },
      words,
    )
  }
  const fine = readConfig({ SMTP_URL: 'smtps://user:p%40ss@mail.example.com:465', MAIL_FROM: 'a@example.com' })
  assert.equal(fine.mail.smtpUrl, 'smtps://user:p%40ss@mail.example.com:465')
})
