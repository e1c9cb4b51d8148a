import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { misspeltSettings } from './misspelt-settings.ts'
import { SETTING_SCHEMAS } from './read-settings.ts'

test('names the setting that a misspelt variable was meant to be, and never its value', () => {
  assert.deepEqual(misspeltSettings({ BANK_ACOUNTS: 'secret', SAATAVA_MASTERKEY: 'secret', DATABSE_URL: 'secret' }), [
    'BANK_ACOUNTS is not a setting of Saatava and has no effect. Did you mean BANK_ACCOUNTS?',
    'SAATAVA_MASTERKEY is not a setting of Saatava and has no effect. Did you mean SAATAVA_MASTER_KEY?',
    'DATABSE_URL is not a setting of Saatava and has no effect. Did you mean DATABASE_URL?',
  ])
})

test('says nothing of settings and of other programs’ variables', () => {
  const others = [
    'PATH',
    'HOME',
    'NODE_ENV',
    'PGDATA',
    'LANG',
    'LC_ALL',
    'HOSTNAME',
    'npm_config_user_agent',
    'TEST_DATABASE_URL',
  ]
  assert.deepEqual(misspeltSettings(Object.fromEntries(others.map((name) => [name, 'x']))), [])
  assert.deepEqual(misspeltSettings(Object.fromEntries([...SETTING_SCHEMAS.keys()].map((name) => [name, 'x']))), [])
})
