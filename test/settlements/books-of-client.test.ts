/** A settlement reaches the client's accounting automatically, behind the payments in it, and its voucher balances. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { putContract } from '../../src/case-api/contracts/put-contract.ts'
import { Ledger } from '../../src/accounting/schemas.ts'
import { validatorOfBody } from '../../src/platform/http/validation.ts'
import { settlementVoucher } from '../../src/accounting/settlement-voucher.ts'
import { accountingDefaults } from '../../src/settings/accounting-defaults.ts'
import { entryOf } from '../support/payments/world.ts'
import type { TestClient } from '../support/service.ts'
import { type SettlementWorld, startWorld } from '../support/settlements/world.ts'

let world: SettlementWorld
before(async () => {
  world = await startWorld()
})
after(() => world.stop())

interface Row {
  accountNumber: string
  amount: number
  netAmount: number
  isVatRow: number
  vatPercentage?: number
}

async function connect({ token }: TestClient): Promise<void> {
  const body = { system: 'NETVISOR', companyIdentifier: '0112038-9', simulator: true, isDefault: true }
  const reply = await world.api.call('PUT', '/api/v1/partner/accounting/connection', { token, body })
  assert.equal(reply.status, 200, reply.text)
}

async function rowsOf(clientId: number, settlementId: number): Promise<(string | number)[][]> {
  const { rows } = await world.api.pool.query<{
    payload: { ledgerRows: (Row & { transactionDescription: string })[] }
  }>('select payload from accounting_document where client_id = $1 and identifier = $2', [
    clientId,
    `settlement:${settlementId}`,
  ])
  return (rows[0]?.payload.ledgerRows ?? []).map((row) => [row.accountNumber, row.amount, row.transactionDescription])
}

void test('a settlement is booked behind its payments: bank, commission with its VAT, interest, what the agency owed', async () => {
  const client = await world.createClient()
  const { clientIdentifier: clientId } = client
  const body = { accounting: { settlement: { bankAccount: 1911 } } }
  const { token } = client
  assert.equal((await world.api.call('PUT', '/api/v1/partner/client/settings', { token, body })).status, 200)
  await putContract(world.api.ctx(), clientId, {
    commission: [{ fromStage: 'REMINDER', percent: 10, of: ['CAPITAL'] }],
  })
  const debt = await world.openCase(client, { capital: 100_000n, accounting: true })
  await world.api.pool.query(`update collection_case set stage = 'REMINDER' where client_id = $1`, [clientId])
  await world.pay([entryOf('B-1', '1000.00', { reference: debt.reference })])
  const run = await world.runNext()
  assert.equal(run.settlements.length, 1)
  const { settlementId = 0, commission = 0n, amount = 0n } = run.settlements[0] ?? {}
  assert.deepEqual([commission, amount], [10_000n, 90_000n])
  const { rows } = await world.api.pool.query<{ kind: string; identifier: string; payload: { ledgerRows: Row[] } }>(
    'select kind, identifier, payload from accounting_document where client_id = $1 order by seq',
    [clientId],
  )
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['payment', 'ledger'],
  )
  assert.equal(rows[1]?.identifier, `settlement:${settlementId}`)
  assert.deepEqual(
    rows[1]?.payload.ledgerRows.map((row) => [row.accountNumber, row.amount, row.netAmount, row.isVatRow]),
    [
      ['1911', 900, 900, 0],
      ['8490', 100, 79.68, 0],
      ['1763', 20.32, 20.32, 1],
      ['1760', -1000, -1000, 0],
    ],
  )
})

void test('books a settlement of a connected client whose invoices Saatava does not book on the receivable', async () => {
  const client = await world.createClient()
  await connect(client)
  const debt = await world.openCase(client, { capital: 1_000n })
  await world.pay([entryOf('B-3', '10.00', { reference: debt.reference })])
  const { settlements } = await world.runNext()
  assert.equal(settlements.length, 1)
  assert.deepEqual(await rowsOf(client.clientIdentifier, settlements[0]?.settlementId ?? 0), [
    ['1910', 10, `Settlement ${settlements[0]?.settlementId}`],
    ['1700', -10, `1 invoice not booked by Saatava: ${debt.invoiceNumber}`],
  ])
})

void test('divides a mixed settlement between the clearing account and unbookedAccount, and says so', async () => {
  const client = await world.createClient()
  const { clientIdentifier: clientId, token } = client
  await connect(client)
  const body = { accounting: { settlement: { unbookedAccount: 1799 } } }
  assert.equal((await world.api.call('PUT', '/api/v1/partner/client/settings', { token, body })).status, 200)
  const booked = await world.openCase(client, { capital: 5_000n, accounting: true })
  const others = [await world.openCase(client, { capital: 700n }), await world.openCase(client, { capital: 300n })]
  await world.pay([
    entryOf('B-4', '50.00', { reference: booked.reference }),
    entryOf('B-5', '7.00', { reference: others[0]?.reference ?? '' }),
    entryOf('B-6', '3.00', { reference: others[1]?.reference ?? '' }),
  ])
  const { settlements } = await world.runNext()
  const settlementId = settlements[0]?.settlementId ?? 0
  assert.deepEqual(await rowsOf(clientId, settlementId), [
    ['1910', 60, `Settlement ${settlementId}`],
    ['1760', -50, `1 invoice booked by Saatava: ${booked.invoiceNumber}`],
    ['1799', -10, `2 invoices not booked by Saatava: ${others.map(({ invoiceNumber }) => invoiceNumber).join(', ')}`],
  ])
  const { rows } = await world.api.pool.query<{ data: unknown }>(
    `select data from event where client_id = $1 and type = 'accounting.settlement.partly'`,
    [clientId],
  )
  assert.deepEqual(
    rows.map(({ data }) => data),
    [
      {
        ...{ settlementId, currency: 'EUR', booked: { invoices: 1, amount: 50 } },
        unbooked: { invoices: 2, amount: 10, account: '1799' },
      },
    ],
  )
})

void test('a client that is not connected and whose invoices are not booked by us gets no voucher', async () => {
  const client = await world.createClient()
  const debt = await world.openCase(client, { capital: 1_000n })
  await world.pay([entryOf('B-2', '10.00', { reference: debt.reference })])
  assert.equal((await world.runNext()).settlements.length, 1)
  const { rows } = await world.api.pool.query('select from accounting_document where client_id = $1', [
    client.clientIdentifier,
  ])
  assert.equal(rows.length, 0)
})

void test('vouchers are what POST /accounting/ledger takes, in every country, whatever is in them', () => {
  const errorsOf = validatorOfBody(Ledger)
  for (const country of ['FI', 'SE', 'NO', 'DK'])
    for (const [capital, interest, costs, commission] of [
      [100_000n, 1_562n, 500n, 10_033n],
      [0n, 0n, 700n, 0n],
      [-5_000n, 0n, 9_999n, -33n],
    ] as const) {
      const ledger = settlementVoucher(
        {
          ...{ settlementId: 202603030001, settlementDate: '2026-03-03', country },
          ...{ remittanceReference: 'RF18', interest, costs, commission, deducted: commission / 2n, directFees: 150n },
          capital: [
            { clearingAccount: '1760', amount: capital, invoiceNumbers: [7001] },
            {
              clearingAccount: undefined,
              amount: 33_00n,
              invoiceNumbers: Array.from({ length: 900 }, (_, i) => 7100 + i),
            },
          ],
        },
        { ...accountingDefaults(country), companyIdentifier: '0112038-9' },
      )
      assert.ok(ledger)
      assert.deepEqual(errorsOf(ledger), [])
      const cents = (amount: number) => Math.round(amount * 100)
      const nets = ledger.ledgerRows.map(({ netAmount }) => cents(netAmount))
      assert.equal(
        nets.reduce((sum, net) => sum + net, 0),
        0,
      )
      const gross = ledger.ledgerRows.filter(({ isVatRow }) => isVatRow !== 1).map(({ amount }) => cents(amount))
      assert.equal(
        gross.reduce((sum, amount) => sum + amount, 0),
        0,
      )
    }
})
