import type { BankStatement } from '@saatava/bank-files/statement.ts'
import { isCivilDate } from '@saatava/core/dates.ts'
import { absolute } from '@saatava/core/money.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { fundsNames } from './funds-names.ts'
import { bringForward } from './bring-forward.ts'
import { type StatementRow, insertStatements } from './statement-queries.ts'
import { reportedReceipts } from './reported-receipts.ts'

/** Balances that open and close a statement (ExternalBalanceType1Code). */
const OPENING = ['OPBD', 'PRCD']
const CLOSING = 'CLBD'
/** Minor units: the largest sum that a column holds (bigint). */
const SUM_MINOR_MAX = 9_223_372_036_854_775_807n

export interface FileOfStatements {
  fileId: string
  /** Format that the reader found. */
  format: string
  statements: readonly BankStatement[]
}

/**
 * Keeps what a bank's file says of accounts of client funds. The first statement with balances of an account brings its
 * opening balance forward. A repeated file changes nothing.
 */
export async function storeStatements(ctx: Ctx, { fileId, format, statements }: FileOfStatements): Promise<void> {
  const names = await fundsNames(ctx.platform, ctx.platform.pool)
  const rows = statements.flatMap((statement) => {
    const { account: writtenAs, accountAliases } = statement
    if (writtenAs === undefined) return []
    const { key, isClientFunds } = names.of(writtenAs, ...accountAliases)
    const row = isClientFunds ? rowOf(statement, key, format) : undefined
    return row === undefined ? [] : [{ ...row, writtenAs }]
  })
  if (rows.length === 0) return
  await withTransaction(ctx.platform.pool, async (tx) => {
    await insertStatements(tx, fileId, rows)
    const opening = rows.filter((row) => row.opening !== null)
    const accounts = new Map(opening.map((row) => [`${row.account} ${row.currency}`, row]))
    for (const [, { account, currency, writtenAs }] of [...accounts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      await bringForward(ctx, tx, { account, currency, writtenAs })
  })
}

/** @returns undefined where it names neither its currency nor its day, and where its amounts are beyond any account's */
function rowOf(statement: BankStatement, account: string, format: string): StatementRow | undefined {
  const { position, id, currency, number = null, page = null, createdAt = null, from = null, to, balances } = statement
  const opening = balances.find(({ type }) => OPENING.includes(type))
  const closing = statement.lastPage ? balances.findLast(({ type }) => type === CLOSING) : undefined
  const created = createdAt?.slice(0, 10)
  const day = closing?.date ?? to ?? opening?.date ?? (created !== undefined && isCivilDate(created) ? created : from)
  if (currency === undefined || day === null) return undefined
  const amounts = [opening?.amount ?? 0n, closing?.amount ?? 0n, statement.read.credits.sum, statement.read.debits.sum]
  if (amounts.some((amount) => absolute(amount) > SUM_MINOR_MAX)) return undefined
  return {
    ...{ position, account, currency, format, statementId: id, number, page, createdAt, day },
    // PRCD is the closing balance of the day before; OPBD is of the statement's own first day.
    fromDay: from ?? (opening?.type === 'OPBD' ? (opening.date ?? null) : null),
    opening: opening?.amount ?? null,
    closing: closing?.amount ?? null,
    credits: statement.read.credits,
    debits: statement.read.debits,
    reported: format.startsWith('camt') ? null : reportedReceipts(statement),
  }
}
