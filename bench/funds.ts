import { Pool } from 'pg'
import { trialBalance } from '../src/funds/trial-balance.ts'
import { readConfig } from '../src/config/config.ts'
import { closePool } from '../src/platform/database.ts'
import { createPlatform } from '../src/service.ts'
import { CLIENT_ROWS } from './client-rows.ts'
import type { BenchDatabase } from './support.ts'

const CLIENTS = 50
const TRANSACTIONS = Number(process.env['BENCH_TRANSACTIONS'] ?? 200_000)
const CHUNK = 20_000
/** Over so many days, the last of them 2026-11-28. */
const DAYS = 500
const RUNS = 3
/** A trial balance reads what moved since its day besides the balances. */
const TIMES_MAX = { yesterday: 3, 'a month before': 6 } as const
const DATES = { yesterday: '2026-11-27', 'a month before': '2026-10-28' } as const

/**
 * (h) The trial balance of a day, over all clients: yesterday's and that of a month before. Beside it the bare minimum: the
 * sums of the balances as they are now. It ends with an error where it takes more than so many times that.
 */
export async function fundsBench(server: BenchDatabase): Promise<void> {
  const { url, ownerUrl } = await server.database('bench_funds')
  const pool = new Pool({ connectionString: ownerUrl, max: 1 })
  const platform = createPlatform(readConfig({ SAATAVA_ENV: 'sandbox', LOG_LEVEL: 'warn', DATABASE_URL: url }), url)
  const ctx = { platform, log: platform.log, requestId: 'bench', actor: 'system:bench' as const }
  try {
    await fill(pool)
    console.log(`\n(h) trial balance over ${TRANSACTIONS.toLocaleString('en')} journal transactions of ${DAYS} days`)
    const bare = await fastest(() => pool.query(BARE))
    console.log(`    the balances alone: ${bare.toFixed(1)} ms`)
    for (const name of ['yesterday', 'a month before'] as const) {
      const time = await fastest(async () => {
        const { totals } = await trialBalance(ctx, { date: DATES[name] })
        if (totals.length !== 1 || totals.some(({ difference }) => difference !== 0n))
          throw new Error(`the trial balance of ${DATES[name]} does not sum to zero`)
      })
      console.log(`    ${name}: ${time.toFixed(1)} ms, ${(time / bare).toFixed(1)} times the balances alone`)
      if (time > TIMES_MAX[name] * bare)
        throw new Error(`the trial balance of ${name} takes more than ${TIMES_MAX[name]} times the balances alone`)
    }
  } finally {
    await closePool(platform.pool)
    await pool.end()
  }
}

/** Milliseconds. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return Math.min(...times)
}

/** Cases that are opened, one a transaction, evenly over the days. */
async function fill(pool: Pool): Promise<void> {
  await pool.query(`insert into partner (code, name, created_at) values ('P1', 'Partner', now())`)
  await pool.query({ text: CLIENT_ROWS, values: [CLIENTS] })
  for (let from = 0; from < TRANSACTIONS; from += CHUNK)
    await pool.query({ text: FILL, values: [from, Math.min(from + CHUNK, TRANSACTIONS) - 1, CLIENTS, DAYS] })
  for (const table of ['journal_transaction', 'journal_posting', 'journal_balance'])
    await pool.query(`vacuum analyze ${table}`)
  await pool.query('checkpoint')
}

const BARE = 'select account, currency, sum(balance_minor)::text as balance from journal_balance group by 1, 2'

const FILL = `
  with n as (
    select i % $3::integer + 1 as client_id, uuidv7() as transaction_id, 5000001 + i as case_id,
           date '2026-11-28' - (i % $4::integer)::integer as day
    from generate_series($1::bigint, $2::bigint) i
  ), transactions as (
    insert into journal_transaction (client_id, transaction_id, kind, at, booking_date, source, details)
    select client_id, transaction_id, 'CASE_OPENED', now(), day, 'case:' || case_id, '{}' from n
  )
  insert into journal_posting (client_id, transaction_id, line, account, case_id, currency, amount_minor)
  select client_id, transaction_id, line, account, case_id, 'EUR', amount
  from n cross join (values (1, 'RECEIVABLE_CAPITAL', 10000), (2, 'CLAIMS_OF_CLIENT', -10000)) as p (line, account, amount)`
