/** The simulated bank pays out from the sandbox's own accounts in every currency, to IBANs and to giro numbers. */
import assert from 'node:assert/strict'
import { CLOCK, movedClock } from '../support/clock.ts'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { clientFundsAccounts } from '../../src/agency/read-agency.ts'
import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { openCaseFor } from '../support/payments/world.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

const DAYS = 10
const AMOUNT = '100.00'

interface Payee {
  title: string
  currency: string
  account: { iban?: string; bic?: string; bankgiro?: string; plusgiro?: string }
  /** Pattern in the file: the account that pays, and the name of the payee. */
  file: RegExp
}

const { FI, SE, NO, DK } = EXAMPLE_CREDITORS
const SEK_DEBTOR = 'SE4550000000058398257466.*<BICFI>ESSESESS<'
const PAYEES: Payee[] = [
  {
    title: 'EUR to an IBAN',
    currency: 'EUR',
    account: { iban: FI.iban, bic: FI.bic },
    file: /FI2112345600000785.*<BICFI>NDEAFIHH<.*FI5810171000000122/s,
  },
  {
    title: 'SEK to an IBAN',
    currency: 'SEK',
    account: { iban: SE.iban, bic: SE.bic },
    file: new RegExp(`${SEK_DEBTOR}.*${SE.iban}`, 's'),
  },
  {
    title: 'SEK to a bankgiro number alone',
    currency: 'SEK',
    account: { bankgiro: SE.bankgiro },
    file: new RegExp(`${SEK_DEBTOR}.*<MmbId>9900<.*<Id>50501055</Id><SchmeNm><Prtry>BGNR<`, 's'),
  },
  {
    title: 'SEK to a plusgiro number alone',
    currency: 'SEK',
    account: { plusgiro: SE.plusgiro },
    file: new RegExp(`${SEK_DEBTOR}.*<MmbId>9960<.*<Id>2865434</Id><SchmeNm><Cd>BBAN<`, 's'),
  },
  {
    title: 'NOK to an IBAN',
    currency: 'NOK',
    account: { iban: NO.iban, bic: NO.bic },
    file: /NO9386011117947.*<BICFI>DABANO22<.*NO7215031234562/s,
  },
  {
    title: 'DKK to an IBAN',
    currency: 'DKK',
    account: { iban: DK.iban, bic: DK.bic },
    file: /DK5000400440116243.*<BICFI>NDEADKKK<.*DK2930000001234567/s,
  },
]

let api: TestService
let folder: string
const clients = new Map<string, TestClient>()
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saatava-currencies-'))
  api = await testService({ simulatedBank: true, bankInbox: join(folder, 'inbox'), distributionPollMs: 200 })
  const accounts = await clientFundsAccounts(api.service.platform)
  for (const { title, currency, account } of PAYEES) {
    const client = await api.createClient()
    const { token } = client
    const bankAccounts = [{ ...account, currencyCode: currency }]
    const set = await api.call('PUT', '/api/v1/partner/client/settings', { token, body: { bankAccounts } })
    assert.equal(set.status, 200, set.text)
    const { reference } = await openCaseFor(api, client, { capital: 10_000n, currency })
    const iban = accounts.find((one) => one.currency === currency)?.iban
    const body = { iban, currency, amount: AMOUNT, payer: 'Test Debtor', reference }
    assert.equal((await api.call('POST', '/simulators/bank/payments', { body })).status, 201)
    clients.set(title, client)
  }
  await advance()
})
after(async () => {
  await api.stop()
  await rm(folder, { recursive: true, force: true })
})

async function advance(): Promise<void> {
  const token = clients.get('EUR to an IBAN')?.token ?? assert.fail()
  const { now } = (await api.call<{ now: string }>('GET', CLOCK, { token })).body
  const to = new Date(Date.parse(now) + DAYS * 86_400_000).toISOString()
  await movedClock(api, token, { to })
}

async function paymentFiles(): Promise<string[]> {
  const taken = join(api.config.bank.outbox, 'taken')
  const names = await readdir(taken)
  return Promise.all(names.map((name) => readFile(join(taken, name), 'utf8')))
}

for (const { title, currency, file } of PAYEES)
  void test(`the simulated bank pays ${title}`, async () => {
    const { clientIdentifier } = clients.get(title) ?? assert.fail()
    const { rows } = await api.pool.query(
      'select state, reason_text as why, currency, amount_minor::int as amount from payout where client_id = $1',
      [clientIdentifier],
    )
    assert.deepEqual(rows, [{ state: 'PAID', why: null, currency, amount: 10_000 }])
    const left = await api.pool.query(
      `select account, balance_minor from journal_balance
       where client_id = $1 and account in ('CLIENT_FUNDS', 'PAYOUTS_IN_TRANSIT', 'OWED_TO_CLIENT') and balance_minor <> 0`,
      [clientIdentifier],
    )
    assert.deepEqual(left.rows, [])
    assert.ok(
      (await paymentFiles()).some((xml) => file.test(xml)),
      `a file names ${String(file)}`,
    )
  })
