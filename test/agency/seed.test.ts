/** Settings of the agency fill an empty database; afterwards its rows count, in every process and without a restart. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { confirmLaw } from '../../src/agency/confirm-law.ts'
import { lawOf } from '../../src/agency/law-of.ts'
import { addAccount } from '../../src/agency/add-account.ts'
import { agencyDetails, clientFundsAccounts } from '../../src/agency/read-agency.ts'
import { setDetails } from '../../src/agency/set-details.ts'
import { settingsThatDiffer } from '../../src/agency/settings-that-differ.ts'
import { lateInterest } from '@saatava/law/late-interest.ts'
import { readConfig } from '../../src/config/config.ts'
import { type TestService, testService } from '../support/service.ts'

const SEK = 'SE4550000000058398257466'
const OWN_RATE = {
  ruleId: 'FI.REFERENCE_RATE',
  validFrom: '2026-07-01',
  value: { type: 'PERCENT', percent: 4 },
  source: 'Test',
}

let folder: string
let api: TestService
let beside: TestService
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'saatava-agency-'))
  api = await testService()
  beside = await testService({}, { beside: api })
})
after(async () => {
  await beside.stop()
  await api.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Asks until the other process's memory of a moment is over; the answer must change within 2 s. */
async function within2s<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  const until = performance.now() + 2_000
  for (;;) {
    const answer = await ask()
    if (isRight(answer) || performance.now() > until) return answer
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('an empty sandbox begins with the accounts and details of its settings', async () => {
  const accounts = await clientFundsAccounts(api.service.platform)
  assert.deepEqual(
    accounts.map(({ currency, iban, bic, bankgiros, isDefault }) => [currency, iban, bic, bankgiros.join(), isDefault]),
    [
      ['DKK', 'DK5000400440116243', 'NDEADKKK', '', true],
      ['EUR', 'FI2112345600000785', 'NDEAFIHH', '', true],
      ['NOK', 'NO9386011117947', 'DABANO22', '', true],
      ['SEK', SEK, 'ESSESESS', '9912346', true],
    ],
  )
  assert.equal((await agencyDetails(api.service.platform)).version, 1)
  const { rows } = await api.pool.query('select action from audit_entry where action like $1 order by 1', ['agency.%'])
  assert.deepEqual(rows, [{ action: 'agency.accounts.seeded' }, { action: 'agency.details.seeded' }])
})

test('a change by one process is seen by another within two seconds, and at once by its own', async () => {
  await agencyDetails(beside.service.platform)
  await setDetails(api.ctx(), { hours: 'Mon–Fri 9–15' })
  assert.equal((await agencyDetails(api.service.platform)).hours, 'Mon–Fri 9–15')
  const seen = await within2s(
    () => agencyDetails(beside.service.platform),
    ({ hours }) => hours !== undefined,
  )
  assert.equal(seen.hours, 'Mon–Fri 9–15')
  const fresh = { currency: 'EUR', iban: 'FI5810171000000122', bic: 'NDEAFIHH' }
  await clientFundsAccounts(beside.service.platform)
  await addAccount(api.ctx(), fresh)
  const accounts = await within2s(
    () => clientFundsAccounts(beside.service.platform),
    (all) => all.length === 5,
  )
  assert.deepEqual(
    accounts.filter(({ currency }) => currency === 'EUR').map(({ iban, isDefault }) => [iban, isDefault]),
    [
      ['FI2112345600000785', true],
      ['FI5810171000000122', false],
    ],
  )
})

test('a confirmed rule counts in every process within two seconds, and the settings are not asked again', async () => {
  const interest = async (service: TestService) => {
    const { platform } = service.service
    const due = {
      country: 'FI',
      debtorType: 'BUSINESS',
      currency: 'EUR',
      due: '2026-07-01',
      until: '2026-07-31',
    } as const
    const capital = [{ from: '2026-07-01', capital: 1_000_000n }]
    return lateInterest({ ...due, capital }, await lawOf(platform)).amount
  }
  const before = await interest(beside)
  await confirmLaw(api.ctx(), { rules: [OWN_RATE], person: 'N. N.', sourcesRead: 'the central bank’s page' })
  const after = await within2s(
    () => interest(beside),
    (amount) => amount !== before,
  )
  assert.notEqual(after, before)
  assert.equal(await interest(api), after)
  const { rows } = await api.pool.query('select confirmed_by, sources_read, ended_at from law_confirmation')
  assert.deepEqual(rows, [{ confirmed_by: 'N. N.', sources_read: 'the central bank’s page', ended_at: null }])
  await confirmLaw(api.ctx(), { rules: [{ ...OWN_RATE, source: 'Later' }], person: 'N. N.', sourcesRead: null })
  const active = await api.pool.query('select entry->>$1 as source from law_confirmation where ended_at is null', [
    'source',
  ])
  assert.deepEqual(active.rows, [{ source: 'Later' }], 'the earlier confirmation has ended and stays in the history')
})

test('a start names settings that contradict the rows in one line, and changes nothing', async () => {
  const file = join(folder, 'rules.json')
  writeFileSync(file, JSON.stringify({ rules: [OWN_RATE] }))
  const env = { LAW_RULES: file, AGENCY_PHONE: '+358 9 123', BANK_ACCOUNTS: 'EUR=FI2112345600000785/NDEAFIHH' }
  const config = { ...readConfig({ ...env, SAATAVA_ENV: 'sandbox' }), databaseUrl: api.databaseUrl }
  const ctx = { ...api.ctx(), platform: { ...api.service.platform, config } }
  assert.match(
    (await settingsThatDiffer(ctx)) ?? '',
    /^BANK_ACCOUNTS, AGENCY_PHONE, LAW_RULES: the database holds .*they apply/,
  )
  assert.equal(await settingsThatDiffer(api.ctx()), undefined, 'settings that are not set contradict nothing')
})
