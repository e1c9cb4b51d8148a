import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'
import { dryRun } from '../claims/dry-run.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { retryOnDeadlock } from '../platform/retry-on-deadlock.ts'
import { settingsOf } from '../settings/client-settings.ts'
import { type ReadRow, checkedRow } from './read-rows.ts'
import type { RowResult } from './row-result.ts'
import { takeOverRows } from './take-over-rows.ts'

const ROWS_A_TRANSACTION = 100
const ROWS_A_RUN_MAX = 100_000

export interface ImportInput {
  clientId: ClientId
  /** The day of the balances; absent: today. */
  takenOverOn?: CivilDate
  /** The rows of the file as they come: nothing is kept of those that are done. */
  rows: AsyncIterable<unknown>
  /** Dry run: shows the result of each row, and changes nothing. */
  isDryRun: boolean
  /** Called with the result of each row, in their order. */
  onRow(result: RowResult): void
}

export interface ImportResult {
  takenOverOn: CivilDate
  rows: number
  takenOver: number
  already: number
  conflicts: number
  refused: number
}

/**
 * Takes over running cases of another agency, a batch of rows in one transaction each. Its cases are on hold until a person
 * releases them. A repeated file changes nothing, so that a run that was cut short may be repeated. @throws AppError NOT_FOUND,
 * 400 for a day that is still to come, TOO_LARGE after ROWS_A_RUN_MAX rows
 */
export async function importCases(ctx: Ctx, input: ImportInput): Promise<ImportResult> {
  const own = clientCtx(ctx, input.clientId)
  const takenOverOn = await dayOf(ctx, input)
  const result: ImportResult = { takenOverOn, rows: 0, takenOver: 0, already: 0, conflicts: 0, refused: 0 }
  const take = async (rows: readonly ReadRow[]) => {
    const batch = { clientId: input.clientId, takenOverOn, rows }
    const work = input.isDryRun ? dryRun : retryOnDeadlock
    for (const one of await work(ctx.platform.pool, (tx) => takeOverRows(own, tx, batch))) {
      result[COUNTED[one.outcome]]++
      // The number that a case had in a dry run names nothing.
      const { caseId: _caseId, ...nameless } = one
      input.onRow(input.isDryRun && one.outcome === 'TAKEN_OVER' ? nameless : one)
    }
  }
  let batch: ReadRow[] = []
  for await (const value of input.rows) {
    if (result.rows === ROWS_A_RUN_MAX)
      throw new AppError(
        'TOO_LARGE',
        `The file has more than ${ROWS_A_RUN_MAX} rows. The first ${ROWS_A_RUN_MAX} are done: send the others in another file.`,
      )
    result.rows++
    batch.push(checkedRow(result.rows, value))
    if (batch.length < ROWS_A_TRANSACTION) continue
    await take(batch)
    batch = []
  }
  if (batch.length > 0) await take(batch)
  return result
}

const COUNTED = { TAKEN_OVER: 'takenOver', ALREADY: 'already', CONFLICT: 'conflicts', REFUSED: 'refused' } as const

async function dayOf({ platform: { pool, clock } }: Ctx, { clientId, takenOverOn }: ImportInput): Promise<CivilDate> {
  const country = (await settingsOf(pool, pool, [clientId])).get(clientId)?.profile.countryCode
  if (country === undefined) throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  const today = civilDateAt(clock.now(), timeZoneOf(country))
  if (takenOverOn === undefined || takenOverOn <= today) return takenOverOn ?? today
  throw invalid([
    {
      ...{ pointer: '/takenOverOn', code: 'DATE_TO_COME', received: takenOverOn },
      message: `must be today, ${today}, or before: the balances are those of that day`,
    },
  ])
}
