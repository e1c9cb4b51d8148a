/**
 * Places at which a process stands still while it settles, so that a kill comes exactly there and not when chance would
 * have it. Triggers of the test wait for an advisory lock that the test holds; a killed process leaves a statement, or a
 * commit, behind that PostgreSQL finishes without anybody to answer.
 */
import { Client, type Pool } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'

/** In the order in which a run comes to them; those of a client are about the one that is named. */
export const PLACES = [
  'run joined',
  'settlement stored',
  'allocations marked',
  'client commits',
  'file written',
  'written commits',
  'written, not put',
  'put, not noted',
  'sent commits',
] as const
export type Place = (typeof PLACES)[number]

const KEY = 0x70617573
const PATIENCE_MS = 60_000
const FUNCTION = `
  create table pause (place text not null, client_id bigint);
  create function pause_here() returns trigger language plpgsql security definer as $$
  begin
    perform pg_advisory_xact_lock_shared(${KEY}) from pause
    where place = tg_argv[0] and (client_id is null or client_id = new.client_id);
    return new;
  end $$;`
const RUNS = `
  create trigger pause_1 before insert on settlement_run for each row execute function pause_here('run joined');
  create trigger pause_2 before insert on settlement for each row execute function pause_here('settlement stored');
  create trigger pause_3 after update of settlement_id on allocation for each row execute function pause_here('allocations marked');
  create constraint trigger pause_4 after insert on settlement deferrable initially deferred
    for each row execute function pause_here('client commits');
  create trigger pause_5 before update on settlement_run for each row when (new.state = 'written')
    execute function pause_here('file written');
  create constraint trigger pause_6 after update on settlement_run deferrable initially deferred
    for each row when (new.state = 'written') execute function pause_here('written commits');
  create trigger pause_8 before update on settlement_run for each row when (new.state = 'sent')
    execute function pause_here('put, not noted');
  create constraint trigger pause_9 after update on settlement_run deferrable initially deferred
    for each row when (new.state = 'sent') execute function pause_here('sent commits');`

/** Places in the work of a process on a payout: before it writes, and as it commits. */
export const PAYOUT_PLACES = [
  'refusal applied',
  'refusal commits',
  'debit recognised',
  'debit commits',
  'return recognised',
  'return commits',
  'ordered again',
  'order commits',
] as const
export type PayoutPlace = (typeof PAYOUT_PLACES)[number]

const moving = (state: string, recognised: PayoutPlace, commits: PayoutPlace) => `
  create trigger pause_${state} before update on payout for each row when (new.state = '${state}' and old.state <> new.state)
    execute function pause_here('${recognised}');
  create constraint trigger pause_${state}_commit after update on payout deferrable initially deferred
    for each row when (new.state = '${state}' and old.state <> new.state) execute function pause_here('${commits}');`
const PAYOUTS = `
  ${moving('REJECTED', 'refusal applied', 'refusal commits')}
  ${moving('PAID', 'debit recognised', 'debit commits')}
  ${moving('RETURNED', 'return recognised', 'return commits')}
  create trigger pause_again before insert on payout for each row when (new.attempt > 1)
    execute function pause_here('ordered again');
  create constraint trigger pause_again_commit after insert on payout deferrable initially deferred
    for each row when (new.attempt > 1) execute function pause_here('order commits');`

export interface Pauses {
  /**
   * Lets `strike` come when a process stands at the place, then lets what is left of it go on.
   * @returns whether one came there; nobody does where there is nothing to do any more
   */
  at(place: Place | PayoutPlace, clientId: number, strike: () => Promise<void>): Promise<boolean>
  stop(): Promise<void>
}

export async function createPauses(pool: Pool, databaseUrl: string): Promise<Pauses> {
  await pool.query(FUNCTION + RUNS + PAYOUTS)
  const holder = new Client({ connectionString: databaseUrl })
  await holder.connect()
  return {
    async at(place, clientId, strike) {
      const between = place === 'written, not put'
      const ofClient = ['settlement stored', 'allocations marked', 'client commits'].includes(place)
      await holder.query('select pg_advisory_lock($1)', [KEY])
      await pool.query('insert into pause values ($1, $2)', [
        between ? 'file written' : place,
        ofClient ? clientId : null,
      ])
      let came = await someoneWaits(pool, `locktype = 'advisory' and objid = ${KEY}`)
      const gate = between && came ? await closeBehind(databaseUrl) : undefined
      if (gate !== undefined) {
        await open()
        came = await gate.shut()
      }
      await strike()
      if (gate === undefined) await open()
      await gate?.open()
      await nobodyLeft(pool)
      return came
    },
    stop: () => holder.end(),
  }

  async function open(): Promise<void> {
    await pool.query('delete from pause')
    await holder.query('select pg_advisory_unlock($1)', [KEY])
  }

  /** Our code cannot wait between a commit and the next statement; so the next statement does, for the table. */
  async function closeBehind(url: string) {
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query('begin')
    const locked = client.query('lock table settlement_run in access exclusive mode')
    await someoneWaits(pool, `relation = 'settlement_run'::regclass`)
    return {
      async shut() {
        await locked
        return someoneWaits(pool, `relation = 'settlement_run'::regclass`)
      },
      open: () => client.end(),
    }
  }
}

/** In this database alone: those of other tests on the server have the same tables, with the same ids. */
async function someoneWaits(pool: Pool, where: string): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS
  for (; performance.now() < deadline; await sleep(2)) {
    const { rowCount } = await pool.query(
      `select from pg_locks where not granted and ${where}
       and database = (select oid from pg_database where datname = current_database())`,
    )
    if (rowCount !== 0) return true
  }
  return false
}

/** Waits until what the killed ones were doing has ended. */
async function nobodyLeft(pool: Pool): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  for (; performance.now() < deadline; await sleep(5)) {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and (state = 'active' or state like 'idle in transaction%')`,
    )
    if (rowCount === 0) return
  }
  throw new Error('what the killed processes were doing does not end')
}
