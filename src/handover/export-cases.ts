import { type CivilDate, civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import { agencyDetails } from '../agency/read-agency.ts'
import { audit } from '../audit-entries/audit.ts'
import type { Case } from '../claims/case.ts'
import { claimFromJournal, statementsOrErrors } from '../claims/claim.ts'
import { selectClaimable } from '../invoices/case-queries.ts'
import { type Ctx, clientCtx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { lockContractEnd, markExported, selectOpenAfter } from './end-queries.ts'
import { selectOpenInstalments, selectPaidParts, selectSentLetters } from './export-queries.ts'
import { rowOfCase } from './row-of-case.ts'
import type { CaseRow } from './schemas.ts'

const CASES_A_PAGE = 100

export interface ExportInput {
  clientId: ClientId
  /** Called with each case, in order. */
  onRow(row: CaseRow): void
}

export interface ExportResult {
  /** The day of the balances. */
  onDate: CivilDate
  cases: number
}

/**
 * Exports the open cases of a client whose contract has ended, with the balances of today, in the form that an import takes.
 * It may be repeated; the hand-back follows the last one. @throws AppError NOT_FOUND, CONFLICT where the contract goes on
 */
export async function exportCases(ctx: Ctx, { clientId, onRow }: ExportInput): Promise<ExportResult> {
  const at = ctx.platform.clock.now()
  await requireEnded(ctx, clientId)
  const own = clientCtx(ctx, clientId)
  const { name } = await agencyDetails(ctx.platform, ctx.platform.pool)
  let after: CaseId = 0
  let cases = 0
  let onDate = civilDateAt(at, 'UTC')
  for (;;) {
    const page = await selectOpenAfter(own.platform.pool, clientId, after, CASES_A_PAGE)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.caseId
    onDate = civilDateAt(at, timeZoneOf(last.country))
    for (const row of await rowsOf(own, page, name, onDate)) onRow(row)
    cases += page.length
  }
  await withTransaction(ctx.platform.pool, async (tx) => {
    await markExported(tx, clientId, at)
    await audit(ctx, tx, clientId, 'cases.exported', `client:${clientId}`, { cases })
  })
  return { onDate, cases }
}

async function requireEnded(ctx: Ctx, clientId: ClientId): Promise<void> {
  const end = await withTransaction(ctx.platform.pool, (tx) => lockContractEnd(tx, clientId))
  if (end === undefined)
    throw new AppError('NOT_FOUND', `Nobody has ended the contract of client ${clientId}: "saatava contract end" does.`)
  if (end.endsAt !== null)
    throw new AppError(
      'CONFLICT',
      `The contract of client ${clientId} goes on until ${end.endsOn}: its cases are exported after that day has come.`,
    )
}

async function rowsOf(ctx: Ctx, cases: readonly Case[], agency: string, onDate: CivilDate): Promise<CaseRow[]> {
  const { pool } = ctx.platform
  const clientId = cases[0]?.clientId ?? 0
  const caseIds = cases.map(({ caseId }) => caseId)
  const statements = await statementsOrErrors(
    ctx,
    pool,
    cases.map((debt) => ({ case: debt, onDate })),
  )
  const invoices = new Map((await selectClaimable(pool, [...cases])).map((one) => [one.invoiceId, one]))
  const letters = Map.groupBy(await selectSentLetters(pool, clientId, caseIds), ({ caseId }) => caseId)
  const payments = Map.groupBy(await selectPaidParts(pool, clientId, caseIds), ({ caseId }) => caseId)
  const instalments = Map.groupBy(await selectOpenInstalments(pool, clientId, caseIds), ({ caseId }) => caseId)
  const rows: CaseRow[] = []
  for (const statement of statements) {
    const { case: debt } = statement
    const invoice = invoices.get(debt.invoiceId)
    if (invoice === undefined) throw new Error(`case ${debt.caseId} has no invoice`)
    // Where the law gives no rate for the day, the interest that was posted is what is claimed.
    const claim = 'error' in statement ? await claimFromJournal(pool, debt) : statement.claim
    rows.push(
      rowOfCase({
        ...{ agency, debt, claim, onDate, invoice },
        letters: letters.get(debt.caseId) ?? [],
        payments: payments.get(debt.caseId) ?? [],
        instalments: instalments.get(debt.caseId) ?? [],
      }),
    )
  }
  return rows
}
