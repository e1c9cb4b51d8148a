/**
 * A single statement together with the setting that says whose rows it sees. Both go out in one message to the server,
 * and up to the end of that message they are one transaction: no begin, no commit, no second round trip, and the
 * setting is gone after it. PgBouncer in transaction mode passes such a message on as a whole.
 */
import { Query, type QueryConfig, type QueryResult } from 'pg'

/** A transaction sees the rows of one client or, with a star, those of all. */
export type Sees = number | '*'

const SET = `select set_config('saatava.client_id', $1, true)`
const SET_WITH_LIMIT = `select set_config('saatava.client_id', $1, true), set_config('statement_timeout', $2, true)`

interface Connection {
  parse(message: { text: string }): void
  bind(message: { values: string[] }): void
  execute(message: object): void
}

/** The methods of the driver's query that its types leave out; a query class of one's own may replace them. */
interface ExtendedQuery {
  name: string | undefined
  callback: ((error: Error | null, result?: QueryResult) => void) | undefined
  requiresPreparation(): boolean
  prepare(connection: Connection): void
  handleDataRow(message: object): void
  handleCommandComplete(message: object, connection: Connection): void
}

const BaseQuery = Query as unknown as new (statement: QueryConfig) => ExtendedQuery

export class SettingQuery extends BaseQuery {
  readonly sees: Sees
  readonly #msMax: number | undefined
  #isSet = false

  /** @param msMax the server ends the statement when it takes longer */
  constructor(statement: QueryConfig, sees: Sees, msMax?: number) {
    super(statement)
    this.sees = sees
    this.#msMax = msMax
  }

  // A statement without parameters too: only the protocol of prepared statements has messages of several.
  override requiresPreparation(): boolean {
    return true
  }

  override prepare(connection: Connection): void {
    const limit = this.#msMax === undefined ? [] : [String(this.#msMax)]
    connection.parse({ text: limit.length === 0 ? SET : SET_WITH_LIMIT })
    connection.bind({ values: [String(this.sees), ...limit] })
    connection.execute({})
    super.prepare(connection)
  }

  override handleDataRow(message: object): void {
    if (this.#isSet) super.handleDataRow(message)
  }

  override handleCommandComplete(message: object, connection: Connection): void {
    if (this.#isSet) super.handleCommandComplete(message, connection)
    this.#isSet = true
  }
}
