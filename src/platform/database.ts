/**
 * The one way to PostgreSQL: a pool that says whose rows it sees, and transactions that are always explicit. Each
 * transaction carries its client in a setting that ends with it, and the policies of the tables read that setting
 * (decision 0029). Connections keep no state.
 */
import type { ClientId } from '@saatava/core/ids.ts'
import type { EventEmitter } from 'node:events'
import {
  Client,
  type ClientConfig,
  DatabaseError,
  Pool,
  type PoolClient,
  type QueryConfig,
  type QueryResult,
  type QueryResultRow,
  TypeOverrides,
} from 'pg'
import { type Sees, SettingQuery } from './setting-query.ts'

export type Tx = PoolClient

/** Runs a query: a pool for a single statement, or a transaction. */
export interface Queryable {
  query<R extends QueryResultRow>(statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult<R>>
}

interface PoolLimits {
  isDry?: boolean
  msMax?: number | undefined
}

/** Connections, and whose rows each statement and transaction on them sees. */
export class BoundPool implements Queryable {
  /** Shared by the pools of all clients. */
  readonly connections: Pool
  readonly sees: Sees
  /** No transaction on it is committed. */
  readonly isDry: boolean
  /** The server ends a statement that takes longer; undefined: the driver's limit alone holds. */
  readonly msMax: number | undefined

  constructor(connections: Pool, sees: Sees, { isDry = false, msMax }: PoolLimits = {}) {
    this.connections = connections
    this.sees = sees
    this.isDry = isDry
    this.msMax = msMax
  }

  /** Runs one statement as one transaction, in one round trip. */
  query<R extends QueryResultRow>(statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult<R>> {
    const config = typeof statement === 'string' ? { text: statement } : statement
    const whole = values === undefined ? config : { ...config, values }
    if (this.isDry) return within(this, 'begin read only', (tx) => tx.query<R>(whole))
    const query = new SettingQuery(whole, this.sees, this.msMax)
    return new Promise((resolve, reject) => {
      submit(this.connections, query, (error, result) => {
        if (!error) return resolve(result as QueryResult<R>)
        // The driver's stack begins at the socket; this one names the caller.
        Error.captureStackTrace(error, this.query)
        reject(error)
      })
    })
  }

  forClient(clientId: ClientId): ClientPool {
    return new ClientPool(this.connections, clientId, this)
  }

  /** For a dry run of a whole verb: its transaction ends with `DryRunEnded` where it would be committed. */
  dry(): BoundPool {
    return new BoundPool(this.connections, this.sees, { isDry: true, msMax: this.msMax })
  }

  /** For reads that a person waits for: the server ends each statement after `msMax`, with SQLSTATE 57014. */
  withLimit(msMax: number): BoundPool {
    return new BoundPool(this.connections, this.sees, { isDry: this.isDry, msMax })
  }
}

/** The work of a dry run came to its end, and was rolled back. */
export class DryRunEnded extends Error {
  override name = 'DryRunEnded'
}

/** The driver takes a query of our class like its own; its types do not say so. */
function submit(connections: Pool, query: SettingQuery, done: (error?: Error, result?: QueryResult) => void): void {
  const driver = connections as unknown as { query(query: SettingQuery, values: undefined, done: unknown): void }
  driver.query(query, undefined, done)
}

/** A pool that sees the rows of one client. */
export class ClientPool extends BoundPool {
  declare readonly sees: number

  override dry(): ClientPool {
    return new ClientPool(this.connections, this.sees, { isDry: true, msMax: this.msMax })
  }

  /** For the few reads of a request that need rows of other clients or of the agency: test/layout.test.ts names them. */
  forAllClients(): BoundPool {
    return new BoundPool(this.connections, '*', this)
  }
}

const INT8 = 20
const DATE = 1082
const STATEMENT_TIMEOUT_MS = 30_000

/**
 * @returns a pool that sees the rows of all clients
 * @param prepared keep statements that carry a name prepared on each connection: planning the intake's insert costs more
 * than running it. Off, the names are dropped: an old PgBouncer in transaction mode hands a connection to the next
 * client with statements it does not know.
 */
export function createPool(url: string, max: number, prepared = false): BoundPool {
  const types = new TypeOverrides()
  types.setTypeParser(INT8, (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number`)
    return value
  })
  types.setTypeParser(DATE, (text) => text)
  const connections = new Pool({
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
  connections.on('connect', (client) => client.on('error', () => undefined))
  return new BoundPool(connections, '*')
}

class UnpreparedClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config)
    const query = this.query.bind(this) as (config: unknown, ...rest: unknown[]) => unknown
    this.query = ((statement: unknown, ...rest: unknown[]) => query(unnamed(statement), ...rest)) as typeof this.query
  }
}

function unnamed(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || !('name' in statement)) return statement
  if (!(statement instanceof SettingQuery)) return { ...statement, name: undefined }
  statement.name = undefined
  return statement
}

const CLOSE_MS_MAX = 5_000

/**
 * Ends the pool and waits until the server has closed its connections: pool.end() alone resolves before, and a server
 * that is stopped right after would still end them with an error, although nobody uses these connections any more.
 */
export async function closePool(pool: BoundPool | Pool): Promise<void> {
  const connections = pool instanceof BoundPool ? pool.connections : pool
  let left = connections.totalCount
  const closed = new Promise<void>((resolve) => {
    if (left === 0) resolve()
    connections.on('remove', () => --left === 0 && resolve())
    setTimeout(resolve, CLOSE_MS_MAX).unref()
  })
  await connections.end()
  await closed
}

/**
 * Ends what a process left open that was frozen, or cut off from the database, so that whoever waits for its locks waits
 * no longer than this. It is set with the transaction: connections keep no state.
 */
export const IDLE_SECONDS_MAX = 60
const LIMITS = `set local idle_in_transaction_session_timeout = '${IDLE_SECONDS_MAX}s'`

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export async function withTransaction<T>(pool: BoundPool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await within(pool, 'begin', async (tx) => {
    const done = await work(tx)
    if (pool.isDry) throw new DryRunEnded('a dry run commits nothing')
    return done
  })
  emitterOf(pool).emit(COMMITTED)
  return result
}

const COMMITTED = 'transaction committed'

/** Calls `listener` after each transaction that this process has committed, whatever it wrote and for whichever client. */
export function onCommit(pool: BoundPool, listener: () => void): void {
  emitterOf(pool).on(COMMITTED, listener)
}

// The driver's types know the events of the driver alone.
function emitterOf(pool: BoundPool): EventEmitter {
  return pool.connections
}

/** Lets `work` look at everything as it was at one moment, however many statements it takes. It cannot write. */
export function withSnapshot<T>(pool: BoundPool, work: (db: Queryable) => Promise<T>): Promise<T> {
  return within(pool, 'begin isolation level repeatable read read only', work)
}

async function within<T>(pool: BoundPool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await pool.connections.connect()
  let broken: Error | undefined
  try {
    const limit = pool.msMax === undefined ? '' : `; set local statement_timeout = ${pool.msMax}`
    await tx.query(`${begin}; ${LIMITS}; set local saatava.client_id = '${pool.sees}'${limit}`)
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

/** True when PostgreSQL ended this transaction because it and another waited for each other: nothing of it was stored. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '40P01'
}

const UNAVAILABLE_CODES = /^(08|53|57P|58|25P03)/
const UNAVAILABLE_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|ECONNREFUSED|ECONNRESET|EPIPE|Query read timeout|Client has encountered a connection error/

/** True when the server ended a statement because it took longer than its limit. */
export function isOverLimit(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '57014'
}

/** True when the database could not be reached or is going down: 503, try again. Decided by SQLSTATE, and by what the
 * driver says where a connection died and there is no SQLSTATE. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code !== undefined && UNAVAILABLE_CODES.test(error.code)
  return (
    error instanceof Error && UNAVAILABLE_TEXT.test(`${error.message} ${(error as NodeJS.ErrnoException).code ?? ''}`)
  )
}
