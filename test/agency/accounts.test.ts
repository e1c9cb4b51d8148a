/** Client-funds accounts: people add and end them, contracts choose among them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addAccount } from '../../src/agency/add-account.ts'
import { collectionAccountOf } from '../../src/agency/collection-account-of.ts'
import { clientFundsAccounts, everyClientFundsAccount } from '../../src/agency/read-agency.ts'
import { endAgencyAccount } from '../../src/case-api/contracts/end-agency-account.ts'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { showContract } from '../../src/case-api/contracts/show-contract.ts'
import { type Env, fails, json, lines } from '../support/cli/run.ts'
import { type TestService, testService } from '../support/service.ts'

const DEFAULT = 'FI2112345600000785'
const SECOND = 'FI5810171000000122'
const OTHER_KRONA = 'SE3550000000054910000003'
const KRONA = 'SE4550000000058398257466'

let api: TestService
let clientId: number
let env: Env
before(async () => {
  api = await testService()
  clientId = (await api.createClient()).clientIdentifier
  env = { DATABASE_URL: api.databaseUrl, SAATAVA_ENV: 'sandbox', DATA_DIR: api.config.dataDir }
})
after(() => api.stop())

async function accountFor(currency: string) {
  const { contract } = await showContract(api.ctx(), clientId)
  return collectionAccountOf(await clientFundsAccounts(api.service.platform), { currency, contract })?.iban
}

test('a client’s debtors pay to the default of the currency, or to the account that the contract names', async () => {
  assert.equal(await accountFor('EUR'), DEFAULT)
  assert.equal(await accountFor('USD'), undefined)
  await addAccount(api.ctx(), { currency: 'EUR', iban: SECOND, bic: 'NDEAFIHH' })
  assert.equal(await accountFor('EUR'), DEFAULT, 'a second account is not the default')
  const { contract } = await putContract(api.ctx(), clientId, { collectionAccount: 'FI58 1017 1000 0001 22' })
  assert.deepEqual(contract.collectionAccount, { EUR: SECOND })
  assert.equal(await accountFor('EUR'), SECOND)
  assert.equal(await accountFor('SEK'), KRONA)
  const saved = await putContract(api.ctx(), clientId, { collectionAccount: contract.collectionAccount })
  assert.deepEqual(saved.contract.collectionAccount, { EUR: SECOND }, 'a contract as it is shown can be put')
  await putContract(api.ctx(), clientId, { collectionAccount: { SEK: '991-2346' } })
  assert.deepEqual([await accountFor('EUR'), await accountFor('SEK')], [DEFAULT, KRONA])
})

test('a contract that names no account of the agency, or one of another currency, is refused with what would be right', async () => {
  const refusal = async (collectionAccount: unknown) => {
    const error = await putContract(api.ctx(), clientId, { collectionAccount }).then(
      () => assert.fail('it was saved'),
      (reason: { faults: { pointer: string; code: string; message: string }[] }) => reason,
    )
    return error.faults.map(({ pointer, code, message }) => `${pointer} ${code} ${message}`)
  }
  const [unknown, ...more] = await refusal('FI4250001510000023')
  assert.match(unknown ?? '', /^\/collectionAccount UNKNOWN_ACCOUNT .*EUR FI2112345600000785, EUR FI5810171000000122/)
  assert.deepEqual(more, [])
  assert.match(
    (await refusal(KRONA))[0] ?? '',
    /^\/collectionAccount WRONG_CURRENCY is an account in SEK, and debtors pay to it in EUR.*\{"SEK": "SE45/,
  )
  assert.match(
    (await refusal({ SEK: DEFAULT }))[0] ?? '',
    /^\/collectionAccount\/SEK WRONG_CURRENCY is an account in EUR/,
  )
  assert.match((await refusal({ USD: DEFAULT, EUR: 'x' })).join(), /\/USD WRONG_CURRENCY.*\/EUR UNKNOWN_ACCOUNT/)
  assert.match((await refusal(5))[0] ?? '', /^\/collectionAccount WRONG_TYPE/)
})

test('an account is ended when no contract names it and another is the default; it stays client funds', async () => {
  const { contract } = await putContract(api.ctx(), clientId, { collectionAccount: SECOND })
  assert.deepEqual(contract.collectionAccount, { EUR: SECOND })
  await assert.rejects(endAgencyAccount(api.ctx(), { iban: SECOND }), {
    message: new RegExp(`collectionAccount: those of client ${clientId}`),
  })
  await assert.rejects(endAgencyAccount(api.ctx(), { iban: DEFAULT }), {
    message: /by default: name the account that replaces it.*FI58/,
  })
  await assert.rejects(endAgencyAccount(api.ctx(), { iban: DEFAULT, newDefault: KRONA }), {
    message: /is no other active account of client funds in EUR/,
  })
  await endAgencyAccount(api.ctx(), { iban: DEFAULT, newDefault: SECOND })
  await putContract(api.ctx(), clientId, {})
  assert.equal(await accountFor('EUR'), SECOND)
  await assert.rejects(endAgencyAccount(api.ctx(), { iban: DEFAULT }), {
    message: /is not an active account.*There are: DKK/,
  })
  const every = await everyClientFundsAccount(api.service.platform)
  const ended = every.find(({ iban }) => iban === DEFAULT)
  assert.deepEqual([ended?.endedBy, ended?.isDefault], ['system:test', false])
  await addAccount(api.ctx(), { currency: 'EUR', iban: DEFAULT, makeDefault: true })
  assert.equal(await accountFor('EUR'), DEFAULT, 'an account that has ended can be added again')
})

test('a number of another active account is refused, and of two that are added at once one is the default', async () => {
  await assert.rejects(
    addAccount(api.ctx(), { currency: 'SEK', iban: OTHER_KRONA, bic: 'ESSESESS', bankgiros: ['991-2346'] }),
    {
      faults: [
        {
          pointer: '/bankgiros',
          code: 'REPEATED',
          message: `belongs to the SEK account ${KRONA} already; end that account first`,
          received: '9912346',
        },
      ],
    },
  )
  await assert.rejects(addAccount(api.ctx(), { currency: 'EUR', iban: SECOND }), /One thing is wrong/)
  const ibans = ['GB29NWBK60161331926819', 'GB33BUKB20201555555555']
  await Promise.all(ibans.map((iban) => addAccount(api.ctx(), { currency: 'GBP', iban, bic: 'NWBKGB2L' })))
  const pounds = (await clientFundsAccounts(api.service.platform)).filter(({ currency }) => currency === 'GBP')
  assert.deepEqual(
    pounds.map(({ isDefault }) => isDefault),
    [true, false],
    'the default comes first',
  )
})

test('the command line adds, lists and ends accounts, changes details, confirms rules, and audits the person', async () => {
  const add = ['agency', 'account', 'add', '--currency', 'NOK', '--iban']
  const wrong = /\/iban must be an IBAN whose length and check digits are right; it is "NO9386011117948"/
  await fails(1, wrong, [...add, 'NO9386011117948'], env)
  const bicMissing = /\/bic is missing: payments in NOK are not SEPA transfers.*such as DNBANOKK/
  await fails(1, bicMissing, [...add, 'NO8330001234567'], env)
  const added = await json(
    [...add, 'NO8330001234567', '--bic', 'SPSONO22', '--kid-agreement', '123456789', '--as', 'N. N.'],
    env,
  )
  assert.deepEqual([added['isDefault'], added['addedBy'], added['kidAgreement']], [false, 'user:N. N.', '123456789'])
  const shown = (await lines(['agency', 'account', 'list'], env)).join('\n')
  assert.match(shown, /SEK +SE4550000000058398257466 +yes .*bankgiro 991-2346/)
  assert.match(shown, /NO8330001234567 +no .*user:N\. N\..*KID agreement 123456789/)
  await json(['agency', 'account', 'end', 'NO8330001234567', '--as', 'N. N.'], env)
  const set = ['agency', 'set', '--phone', '+358 9 123 4567', '--hours', 'Mon-Fri 9-15', '--as', 'N. N.']
  assert.match((await lines(set, env)).join('\n'), /Telephone +\+358 9 123 4567\nHours +Mon-Fri 9-15/)
  const rule = { ruleId: 'FI.REFERENCE_RATE', validFrom: '2026-01-01', status: 'verified' }
  const confirm = ['law', 'confirm', '--file', '-', '--sources', 'Bank of Finland', '--as', 'N. N.']
  assert.deepEqual(await json(confirm, env, JSON.stringify({ rules: [rule] })), { confirmed: 1 })
  const { rows } = await api.pool.query<{ action: string }>(
    `select action from audit_entry where actor = 'user:N. N.' order by at, audit_id`,
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['agency.account.added', 'agency.account.ended', 'agency.details.set', 'law.confirmed'],
  )
  const key = `k1:${Buffer.alloc(32, 1).toString('base64')}`
  const production = { ...env, SAATAVA_ENV: 'production', SAATAVA_MASTER_KEY: key }
  await fails(1, /--as/, ['agency', 'set', '--phone', '1'], production)
})
