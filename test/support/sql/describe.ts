/** Asks PostgreSQL what a statement returns, without running it. */
import { Client, type Connection, type Submittable } from 'pg'

export interface Column {
  name: string
  /** Name in pg_type: "int8", "_text". */
  type: string
  /** The table's column may be null; false also where the value is no column of a table. */
  nullable: boolean
}

interface Field {
  name: string
  tableID: number
  columnID: number
  dataTypeID: number
}

/** The extended protocol of pg, which its types leave out. */
type Extended = Connection & {
  parse(query: { text: string }): void
  describe(target: { type: 'S' }): void
  sync(): void
}

class Describe implements Submittable {
  #fields: Field[] = []
  readonly #done: (result: Field[] | Error) => void
  readonly #text: string

  constructor(text: string, done: (result: Field[] | Error) => void) {
    this.#text = text
    this.#done = done
  }

  submit(connection: Connection): void {
    const extended = connection as Extended
    extended.parse({ text: this.#text })
    extended.describe({ type: 'S' })
    extended.sync()
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.#fields = fields
  }

  handleError(error: Error): void {
    this.#done(error)
  }

  handleReadyForQuery(): void {
    this.#done(this.#fields)
  }
}

export class Describer {
  readonly #db: Client
  readonly #types: ReadonlyMap<number, string>
  readonly #nullable: ReadonlySet<string>

  private constructor(db: Client, types: ReadonlyMap<number, string>, nullable: ReadonlySet<string>) {
    this.#db = db
    this.#types = types
    this.#nullable = nullable
  }

  static async open(url: string): Promise<Describer> {
    const db = new Client({ connectionString: url })
    await db.connect()
    const types = await db.query<{ id: number; name: string }>('select oid as id, typname as name from pg_type')
    const columns = await db.query<{ key: string }>(
      `select attrelid || ' ' || attnum as key from pg_attribute where attnum > 0 and not attnotnull and not attisdropped`,
    )
    return new Describer(
      db,
      new Map(types.rows.map(({ id, name }) => [id, name])),
      new Set(columns.rows.map(({ key }) => key)),
    )
  }

  /** @throws DatabaseError where PostgreSQL refuses the statement */
  async columnsOf(text: string): Promise<Column[]> {
    const { promise, resolve } = Promise.withResolvers<Field[] | Error>()
    this.#db.query(new Describe(text, resolve))
    const result = await promise
    if (result instanceof Error) throw result
    return result.map(({ name, dataTypeID, tableID, columnID }) => ({
      name,
      type: this.#types.get(dataTypeID) ?? String(dataTypeID),
      nullable: this.#nullable.has(`${tableID} ${columnID}`),
    }))
  }

  close(): Promise<void> {
    return this.#db.end()
  }
}
