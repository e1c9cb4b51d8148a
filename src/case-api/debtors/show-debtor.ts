import { type DebtorId, UUID } from '@saatava/core/ids.ts'
import { minorToNumber as amount, sum } from '@saatava/core/money.ts'
import { markRule } from '@saatava/law/debtor-marks.ts'
import type { Case } from '../../claims/case.ts'
import { letterPath } from '../../claims/letter-path.ts'
import { type ContactHistoryRow, selectContactHistory, selectDebtors } from '../../debtors/list-queries.ts'
import { type MarkRow, selectMarks, selectStandingMarks } from '../../debtors/mark-queries.ts'
import { isProtected } from '../../debtors/marks.ts'
import { noDebtor } from '../../dunning/debtors/no-debtor.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { type Queryable, withSnapshot } from '../../platform/database.ts'
import type { Answer } from '../../platform/http/route.ts'
import { settingsOf } from '../../settings/client-settings.ts'
import { openAmounts } from '../view/invoice-payment.ts'
import { presentDebtor } from './present-debtor.ts'
import { selectCasesOf, selectLettersOf } from './queries.ts'

const ROWS_MAX = 1_000

/** One debtor over all its cases, as of today. Errors: 404 there is none (or it is another client's: the same text). */
export async function showDebtor(ctx: ClientCtx, debtorId: DebtorId): Promise<Answer> {
  return { body: await viewDebtor(ctx, debtorId) }
}

/** @throws AppError NOT_FOUND */
export async function viewDebtor(ctx: ClientCtx, named: string): Promise<Record<string, unknown>> {
  const debtorId = debtorIdOf(named)
  return withSnapshot(ctx.platform.pool, (db) => view(ctx, db, debtorId))
}

/** @throws AppError NOT_FOUND for a text that is no id */
export function debtorIdOf(named: string): DebtorId {
  const debtorId = named.toLowerCase()
  if (!UUID.test(debtorId)) throw noDebtor(named)
  return debtorId
}

/** The debtor as the caller's transaction sees it. @throws AppError NOT_FOUND */
export async function view(ctx: ClientCtx, db: Queryable, debtorId: DebtorId): Promise<Record<string, unknown>> {
  const { clientId, platform } = ctx
  const [debtor] = await selectDebtors(db, clientId, [debtorId])
  if (debtor === undefined) throw noDebtor(debtorId)
  const marks = (await selectStandingMarks(db, [debtor]))(debtor)
  const cases = await selectCasesOf(db, debtor, ROWS_MAX)
  const open = await openAmounts(ctx, db, cases)
  const letters = await selectLettersOf(db, debtor, ROWS_MAX)
  const history = await selectContactHistory(db, debtor, ROWS_MAX)
  const country = (await settingsOf(platform.pool, db, [clientId])).get(clientId)?.profile.countryCode ?? ''
  const markRows = await selectMarks(db, debtor)
  return {
    ...presentDebtor(platform, debtor, marks),
    balances: balancesOf(cases, open),
    cases: cases.map((debt) => presentCase(debt, open.get(debt.caseId) ?? 0n)),
    letters: letters.map(({ createdAt, ...letter }) => ({
      ...letter,
      createdAt: createdAt.toISOString(),
      document: letterPath(letter.letterId),
    })),
    contactHistory: history.map((row) => presentChange(row, isProtected(marks))),
    markHistory: markRows.map((row) => presentMark(row, country)),
  }
}

function balancesOf(cases: readonly Case[], open: ReadonlyMap<number, bigint>): Record<string, unknown>[] {
  const byCurrency = Map.groupBy(
    cases.filter(({ status }) => status !== 'CLOSED'),
    ({ currency }) => currency,
  )
  return [...byCurrency].map(([currency, some]) => ({
    currency,
    openAmount: amount(sum(some.map(({ caseId }) => open.get(caseId) ?? 0n))),
    openCases: some.length,
  }))
}

function presentCase(debt: Case, open: bigint): Record<string, unknown> {
  const { caseId, invoiceNumber, status, statusReason, stage, currency, dueDate, openedAt, closedAt, closingReason } =
    debt
  return {
    ...{ caseId, invoiceNumber, status, statusReason, stage, currency },
    openAmount: amount(open),
    dueDate,
    createdAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    closingReason,
  }
}

function presentChange(row: ContactHistoryRow, hidesAddress: boolean): Record<string, unknown> {
  const { field, value, source, changedBy, changedAt } = row
  const shown = hidesAddress && field === 'ADDRESS' ? null : value
  return { field, value: shown, source, changedBy, changedAt: changedAt.toISOString() }
}

function presentMark(row: MarkRow, country: string): Record<string, unknown> {
  const { mark, fromDay, source, guardian, setBy, setAt, liftedBy, liftedAt } = row
  const { ruleId, source: lawSource } = markRule(mark, country)
  return {
    ...{ mark, fromDay, source, rule: ruleId, lawSource, guardian, setBy },
    setAt: setAt.toISOString(),
    liftedBy,
    liftedAt: liftedAt?.toISOString() ?? null,
  }
}
