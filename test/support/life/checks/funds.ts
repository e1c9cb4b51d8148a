/** Every day of a life: what the bank has on its accounts is what the books say, and it is somebody's to the cent. */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { checkFunds } from '../../../../src/funds/check-funds.ts'
import { trialBalance } from '../../../../src/funds/trial-balance.ts'
import { placeDue } from '../../../../src/payments/place-entries.ts'
import { signed } from '../bank.ts'
import { CURRENCY, type LifeCountry } from '../scenario.ts'
import type { LifeWorld } from '../world.ts'

export async function proveFunds(world: LifeWorld, today: string): Promise<void> {
  const { api, bank } = world
  const ctx = api.ctx()
  const atBank = new Map<string, bigint>()
  const add = (currency: string, amount: bigint) => atBank.set(currency, (atBank.get(currency) ?? 0n) + amount)
  for (const { movement } of bank.all) add(movement.currency, signed(movement))
  const stated = bank.payouts.filter(({ booked }) => booked <= bank.statedOn)
  for (const { currency, amount } of stated) add(currency, -amount)
  await untilPlaced(api)
  await proveAccounts(world)
  const { currencies } = await checkFunds(ctx, { date: today })
  const paidOut = await paidOutBy(api.pool)
  const books = new Map(currencies.map((one) => [one.currency, one.books]))
  // An account of which the bank has stated that nothing moved, or the books not heard yet, holds nothing.
  for (const currency of new Set([...books.keys(), ...atBank.keys()]))
    for (const map of [books, atBank]) map.set(currency, map.get(currency) ?? 0n)
  assert.deepEqual(books, atBank, `on ${today} the bank has what the books say`)
  for (const one of currencies) {
    const parts = [one.owedToClients, one.payoutsUnderWay, one.unallocated, one.agencysOwn, one.broughtForward]
    const whose = parts.reduce((total, part) => total + part, one.paidNotSeen)
    assert.equal(whose, one.books, `on ${today} all ${one.currency} at the bank is somebody's`)
    assert.equal(one.paidNotSeen, paidOut.get(one.currency) ?? 0n, `${today}: paid out, on no statement`)
  }
  for (const { currency, difference } of (await trialBalance(ctx, { date: today })).totals)
    assert.equal(difference, 0n, `on ${today} the trial balance in ${currency} sums to zero`)
}

/** The closing balance of each account's last statement is what the books say of that day, to the cent. */
async function proveAccounts({ api, bank }: LifeWorld): Promise<void> {
  const day = bank.statedOn
  if (day === '') return
  const { accounts } = await checkFunds(api.ctx(), { date: day })
  for (const country of Object.keys(CURRENCY) as LifeCountry[]) {
    const currency = CURRENCY[country]
    const found = accounts.filter((one) => one.currency === currency && one.provenOn !== null)
    for (const { account, state, bank: said, books, provenOn, lines } of found) {
      assert.equal(state, 'AGREES', `on ${provenOn} ${account} holds what the books say: ${inspect(lines)}`)
      assert.deepEqual([said, books], [bank.balance(country, day), bank.balance(country, day)], `${account} on ${day}`)
    }
  }
}

/** A worker may have some entries in hand. */
async function untilPlaced({ ctx, pool }: LifeWorld['api']): Promise<void> {
  for (;;) {
    await placeDue(ctx())
    const { rows } = await pool.query<{ due: number }>('select count(*)::int as due from bank_entry where funds_due')
    if (rows[0]?.due === 0) return
  }
}

/** Returns the sum that left the clients' funds for payouts and returns, less the debits of bank entries. */
async function paidOutBy(pool: LifeWorld['api']['pool']): Promise<Map<string, bigint>> {
  const { rows } = await pool.query<{ currency: string; amount: string }>(
    `select currency, (-sum(amount))::text as amount
     from (select p.currency, p.amount_minor as amount
           from journal_posting p join journal_transaction t using (client_id, transaction_id)
           where p.account = 'CLIENT_FUNDS' and t.kind not in ('PAYMENT_RECEIVED', 'PAYMENT_REVERSED')
           union all
           select currency, -amount_minor from bank_entry where funds_place = 'OUT') n
     group by currency`,
  )
  return new Map(rows.map(({ currency, amount }) => [currency, BigInt(amount)]))
}
