/**
 * JSON that we stored, read by its schema. A value of another shape is refused where it is read, by its table, its key
 * and the place within it: a release that changes a shape without a migration shows at once, and not as `undefined` in
 * a letter or in an amount. The content stays out of the error, which goes to the log.
 *
 *     const readPolicy = stored(StoredPolicy, 'policy')
 *     readPolicy(row, `${row.policyId} version ${row.version}`)
 */
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

export class StoredValueError extends Error {
  override name = 'StoredValueError'
}

/** @param table the table and, where it is one of several, the column: "client.details" */
export function stored<T extends TSchema>(schema: T, table: string): (value: unknown, key: string) => Static<T> {
  let check: { Check(value: unknown): boolean; Errors(value: unknown): { instancePath: string; message: string }[] }
  return (value, key) => {
    // Compiled when it is first needed: a process reads few of the tables.
    check ??= Compile(withoutFormats(schema))
    if (check.Check(value)) return value as Static<T>
    const [fault] = check.Errors(value)
    const place = fault?.instancePath || '/'
    throw new StoredValueError(`${table} of ${key} is stored in another shape: ${place} ${fault?.message ?? 'differs'}`)
  }
}

/** Reads JSON text, a column of bytes or a file. */
export function storedText<T extends TSchema>(schema: T, table: string): (text: string, key: string) => Static<T> {
  const read = stored(schema, table)
  return (text, key) => read(parsed(text, table, key), key)
}

function parsed(text: string, table: string, key: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the text.
    throw new StoredValueError(`${table} of ${key} is stored in another shape: it is no JSON`)
  }
}

/** The intake checked the formats; what it took before a format became stricter is still ours to read. */
function withoutFormats<T extends TSchema>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'format' && typeof value === 'string' ? undefined : value,
  ) as T
}
