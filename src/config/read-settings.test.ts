import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LISTED_SETTINGS } from './list-settings.ts'
import { SETTING_SCHEMAS, readSettings } from './read-settings.ts'

test('names the setting, what it held and what would be right', () => {
  const refused: Record<string, [string, string]> = {
    PORT: ['8o80', 'PORT is "8o80"; it takes a whole number from 0 to 65535.'],
    TOKEN_CACHE_SECONDS: ['6', 'TOKEN_CACHE_SECONDS is "6"; it takes a whole number from 0 to 5.'],
    SYNC_POLL_MS: ['1e3', 'SYNC_POLL_MS is "1e3"; it takes a whole number from 20 to 60000.'],
    SAATAVA_ENV: ['prod', 'SAATAVA_ENV is "prod"; it takes one of: sandbox, staging, production.'],
    DATABASE_URL: ['mysql://me:hunter2@host', 'DATABASE_URL does not begin with postgres:// or postgresql://.'],
    OPERATOR_TOKEN: ['hunter2', 'OPERATOR_TOKEN is too short; it needs at least 16 characters.'],
  }
  for (const [name, [value, message]] of Object.entries(refused))
    assert.throws(() => readSettings({ [name]: value }), { name: 'ConfigError', message })
})

test('no message repeats a secret', () => {
  const secrets = [...SETTING_SCHEMAS].filter(([, schema]) => schema.secret === true)
  assert.ok(secrets.length > 5)
  for (const [name] of secrets) {
    try {
      readSettings({ [name]: 'hunter2\u200bhunter2' })
    } catch (error) {
      assert.doesNotMatch(String(error), /hunter2/, name)
    }
  }
})

test('spaces alone are nothing, and the environment decides defaults', () => {
  assert.equal(readSettings({ PORT: ' ' }).PORT, 8_080)
  assert.equal(readSettings({ PORT: ' 81 ' }).PORT, 81)
  const production = readSettings({ SAATAVA_ENV: 'production' })
  assert.deepEqual(
    [production.HOST, production.PRINT_RUN_SECONDS, production.IDENTIFIER_CHECKS, production.MAIL_FROM],
    ['0.0.0.0', 900, 'enforce', undefined],
  )
  const sandbox = readSettings({})
  assert.deepEqual(
    [sandbox.HOST, sandbox.PRINT_RUN_SECONDS, sandbox.IDENTIFIER_CHECKS, sandbox.MAIL_FROM],
    ['127.0.0.1', 2, 'warn', 'invoices@example.com'],
  )
})

test('every setting is listed with what it takes and means', () => {
  const named = (name: string) => LISTED_SETTINGS.find((setting) => setting.name === name)
  for (const { name, takes, meaning } of LISTED_SETTINGS) assert.ok(takes !== '' && meaning !== '', name)
  assert.deepEqual(named('PRINT_RUN_SECONDS'), {
    name: 'PRINT_RUN_SECONDS',
    takes: '1 to 86400 seconds',
    default: '2 in a sandbox, else 900',
    meaning: 'interval between two batches of letters for the print house',
  })
  assert.equal(named('IDENTIFIER_CHECKS')?.default, 'enforce in production, else warn')
  assert.match(named('OPERATOR_TOKEN')?.takes ?? '', /secret$/)
})
