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

/** A value that is about to be stored: JSON leaves out the optional properties that are undefined. */
export type BeforeJson<T> = T extends readonly (infer One)[]
  ? BeforeJson<One>[]
  : T extends object
    ? { [K in keyof T]: object extends Pick<T, K> ? BeforeJson<T[K]> | undefined : BeforeJson<T[K]> }
    : T

export class StoredValueError extends Error {
  override name = 'StoredValueError'
}

/** @param table the table and, where it is one of several, the column: "client.details" */
export function stored<T extends TSchema>(schema: T, table: string): (value: unknown, key: string) => Static<T> {
  let check: { Check(value: unknown): boolean; Errors(value: unknown): { instancePath: string; message: string }[] }
  return (value, key) => {
    // Compiled when it is first needed: a process reads few of the tables.
    check ??= Compile(withoutLimits(schema))
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
    throw new StoredValueError(`${table} of ${key} is stored in another shape: it is not JSON`)
  }
}

const LIMITS = new Set([
  ...['format', 'pattern', 'minLength', 'maxLength', 'minItems', 'maxItems', 'maxProperties'],
  ...['minimum', 'maximum', 'exclusiveMinimum'],
])

/** The intake checked formats and limits; what it took before one of them became stricter must still be read. */
function withoutLimits<T extends TSchema>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    LIMITS.has(key) && typeof value !== 'object' ? undefined : value,
  ) as T
}
