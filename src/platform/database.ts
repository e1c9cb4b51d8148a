/** The one way to PostgreSQL: a pool, and transactions that are always explicit. No session state, no named statements. */
import { Client, type ClientConfig, DatabaseError, Pool, type PoolClient, TypeOverrides } from 'pg'

export type Tx = PoolClient
/** Runs a query: a pool for a single statement, or a transaction. */
export type Queryable = Pick<Pool, 'query'>

const INT8 = 20
const DATE = 1082
const STATEMENT_TIMEOUT_MS = 30_000

/**
 * @param prepared keep statements that carry a name prepared on each connection: planning the intake's insert costs more
 * than running it. Off, the names are dropped: an old PgBouncer in transaction mode hands a connection to the next
 * client with statements it does not know.
 */
export function createPool(url: string, max: number, prepared = false): Pool {
  const types = new TypeOverrides()
  types.setTypeParser(INT8, (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number`)
    return value
  })
  types.setTypeParser(DATE, (text) => text)
  const pool = new Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    query_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'saatava',
    ...(prepared ? {} : { Client: UnpreparedClient }),
  })
  // A connection that dies between two statements of a transaction has nobody listening, and an unheard 'error' would
  // end the process. Nothing is lost by not listening: the next statement on it fails, and the transaction with it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

class UnpreparedClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config)
    const query = this.query.bind(this) as (config: unknown, ...rest: unknown[]) => unknown
    this.query = ((statement: unknown, ...rest: unknown[]) =>
      query(isNamed(statement) ? { ...statement, name: undefined } : statement, ...rest)) as typeof this.query
  }
}

function isNamed(statement: unknown): statement is { name: string } {
  return typeof statement === 'object' && statement !== null && 'name' in statement
}

const CLOSE_MS_MAX = 5_000

/**
 * Ends the pool and waits until the server has closed its connections: pool.end() alone resolves before, and a server
 * that is stopped right after would still tell them so, as an error of a connection that nobody holds any more.
 */
export async function closePool(pool: Pool): Promise<void> {
  let left = pool.totalCount
  const closed = new Promise<void>((resolve) => {
    if (left === 0) resolve()
    pool.on('remove', () => --left === 0 && resolve())
    setTimeout(resolve, CLOSE_MS_MAX).unref()
  })
  await pool.end()
  await closed
}

/**
 * Ends what a process left open that was frozen, or cut off from the database, so that locks and feeds, which wait for
 * what is open, wait no longer than this. It is set with the transaction: connections keep no state.
 */
export const IDLE_SECONDS_MAX = 60
const LIMITS = `set local idle_in_transaction_session_timeout = '${IDLE_SECONDS_MAX}s'`

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export function withTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  return within(pool, 'begin', work)
}

/** Lets `work` look at everything as it was at one moment, however many statements it takes. It cannot write. */
export function withSnapshot<T>(pool: Pool, work: (db: Queryable) => Promise<T>): Promise<T> {
  return within(pool, 'begin isolation level repeatable read read only', work)
}

async function within<T>(pool: Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await pool.connect()
  let broken: Error | undefined
  try {
    await tx.query(`${begin}; ${LIMITS}`)
    const result = await work(tx)
    await tx.query('commit')
    return result
  } catch (error) {
    await tx.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    // A connection whose rollback failed is in an unknown state: it is closed, not reused.
    tx.release(broken)
  }
}

/** True for a violation of a unique key, of `constraint` where one is named. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  )
}

/** True when PostgreSQL ended this transaction because it and another waited for each other: nothing of it was stored. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '40P01'
}

const UNAVAILABLE_CODES = /^(08|53|57P|58|25P03)/
const UNAVAILABLE_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|ECONNREFUSED|ECONNRESET|EPIPE|Query read timeout|Client has encountered a connection error/

/** True when the database could not be reached or is going down: 503, try again. Decided by SQLSTATE, and by what the
 * driver says where a connection died and there is no SQLSTATE. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code !== undefined && UNAVAILABLE_CODES.test(error.code)
  return (
    error instanceof Error && UNAVAILABLE_TEXT.test(`${error.message} ${(error as NodeJS.ErrnoException).code ?? ''}`)
  )
}
