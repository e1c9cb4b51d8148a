/** Reports read many rows. Each has an end, so that a person who reloads a page does not hold the database. */
import { DatabaseError } from 'pg'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'

const QUERY_CANCELED = '57014'

/** @throws AppError UNAVAILABLE a statement took more than 5 s */
export async function bounded<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await withTransaction(ctx.platform.pool, async (tx) => {
      await tx.query(`set local statement_timeout = '5s'`)
      return work(tx)
    })
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== QUERY_CANCELED) throw error
    throw new AppError(
      'UNAVAILABLE',
      'The report took longer than 5 seconds, and was ended. Ask for one client, or try again when less is going on.',
      { cause: error },
    )
  }
}
