import { sum } from '@saatava/core/money.ts'
import type { SettlementId } from '@saatava/core/ids.ts'
import type { SettlementStatement } from '../documents/render-settlement.ts'
import type { Renderer } from '../documents/renderer.ts'
import type { ClientCtx } from '../platform/context.ts'
import { type Queryable, withSnapshot } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from '../settings/client-settings.ts'
import { amountOf, breakdownOf } from './lines.ts'
import { dayOf } from './present-settlement.ts'
import { readParts } from './present-settlements.ts'
import { selectSettlement } from './queries.ts'
import { payoutOf } from './settlement.ts'

/** A page holds about forty. */
const LINES_MAX = 10_000

/**
 * Renders the statement of a settlement as a PDF, in the language of the client.
 * Errors: 404 there is none (or it is another client's: the same text), 422 more than 10,000 lines, 503 too many wait.
 */
export async function settlementDocument(
  ctx: ClientCtx,
  renderer: Renderer,
  settlementId: SettlementId,
): Promise<Answer> {
  const statement = await withSnapshot(ctx.platform.pool, (db) => statementOf(ctx, db, settlementId))
  const data = Buffer.from(await renderer.renderSettlement(statement))
  return { content: { data, mediaType: 'application/pdf' } }
}

async function statementOf(ctx: ClientCtx, db: Queryable, settlementId: SettlementId): Promise<SettlementStatement> {
  const settlement = await selectSettlement(db, ctx.clientId, settlementId)
  if (settlement === undefined) throw new AppError('NOT_FOUND', `There is no settlement ${settlementId}.`)
  if (settlement.lineCount > LINES_MAX)
    throw new AppError(
      'RULE',
      `Settlement ${settlementId} has ${settlement.lineCount} lines; a PDF holds at most ${LINES_MAX}. Take it as CSV.`,
    )
  const { profile, settings } = await clientSettings(db, ctx.clientId)
  const parts = await readParts(ctx, db, [settlement])
  const { beneficiary } = settlement
  return {
    language: settings.language,
    agency: parts.agency,
    client: profile.name,
    settlementId,
    date: settlement.settlementDate,
    reference: settlement.remittanceReference,
    account: 'giro' in beneficiary ? beneficiary.number : beneficiary.iban,
    currency: settlement.currency,
    lines: parts.linesOf(settlement).map((line) => {
      const debt = parts.caseOf(line.caseId)
      const breakdown = breakdownOf(line)
      const amountIn = (type: string) => sum(breakdown.filter((part) => part.type === type).map(({ amount }) => amount))
      return {
        invoiceNumber: String(debt?.invoiceNumber ?? ''),
        reference: line.originalReference ?? debt?.paymentReference ?? '',
        date: dayOf(line, profile.countryCode),
        ...{ capital: amountIn('CAPITAL'), interest: amountIn('INTEREST'), fees: amountIn('FEES') },
        sum: amountOf(line),
      }
    }),
    total: settlement.amount,
    deductions: parts.deductionsOf(settlement).map(({ caseId, amount }) => ({
      invoiceNumber: String(parts.caseOf(caseId)?.invoiceNumber ?? ''),
      amount,
    })),
    paid: payoutOf(settlement),
  }
}
