/** Cursors of lists: the place after which the next page begins, opaque to whoever holds it. */
import { type AppError, invalid } from '../errors.ts'

export function writeCursor(parts: readonly string[]): string {
  return Buffer.from(parts.join(' ')).toString('base64url')
}

/** @param patterns one a part; throws 400 where the cursor did not come from this service */
export function readCursor(cursor: string, ...patterns: readonly RegExp[]): string[] {
  const parts = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (parts.length === patterns.length && patterns.every((pattern, i) => pattern.test(parts[i] ?? ''))) return parts
  throw cursorFault(cursor, 'must be the cursor of a Link header, unchanged')
}

export function cursorFault(cursor: string, message: string): AppError {
  return invalid([{ pointer: '?cursor', code: 'INVALID_CURSOR', message, received: cursor }])
}
