import { minorToNumber } from '@saatava/core/money.ts'
import type { CaseId, ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Case } from '../../claims/case.ts'
import { selectDebtors } from '../../debtors/list-queries.ts'
import { selectStandingMarks } from '../../debtors/mark-queries.ts'
import { type ClientCtx, type Ctx, clientCtx } from '../../platform/context.ts'
import { openAmounts } from '../view/invoice-payment.ts'
import { casesThatFit } from './find-cases.ts'
import { presentDebtor } from './present-debtor.ts'

const DEBTORS_MAX = 20

export interface FoundDebtor {
  clientId: ClientId
  debtorId: DebtorId
  name: string
  /** Masked. */
  nationalId: string | null
  town: string | null
  /** The open cases with what is owed on each today; major units. */
  open: { caseId: CaseId; invoiceNumber: number; amount: number; currency: string }[]
}

/**
 * Finds debtors among the cases that the context sees, by what a caller has at hand: the beginning of a word of the name, a
 * national or business id, a payment reference, or the number of a case or an invoice.
 */
export async function searchDebtors(ctx: Ctx, text: string): Promise<FoundDebtor[]> {
  const cases = (await casesThatFit(ctx, text)).map((found) => found.case)
  const byDebtor = [...Map.groupBy(cases, ({ clientId, debtorId }) => `${clientId} ${debtorId}`).values()]
  const found: FoundDebtor[] = []
  for (const some of byDebtor.slice(0, DEBTORS_MAX)) {
    const [{ clientId, debtorId } = { clientId: 0, debtorId: '' }] = some
    const shown = await present(clientCtx(ctx, clientId), debtorId, some)
    if (shown !== undefined) found.push(shown)
  }
  return found
}

async function present(ctx: ClientCtx, debtorId: DebtorId, cases: readonly Case[]): Promise<FoundDebtor | undefined> {
  const { clientId, platform } = ctx
  const [debtor] = await selectDebtors(platform.pool, clientId, [debtorId])
  if (debtor === undefined) return undefined
  const marks = (await selectStandingMarks(platform.pool, [debtor]))(debtor)
  const amounts = await openAmounts(ctx, platform.pool, cases)
  const { contact, nationalId } = presentDebtor(platform, debtor, marks)
  const { address } = contact as { address: { postalDistrict?: string } | null }
  return {
    ...{ clientId, debtorId, name: debtor.name, nationalId: nationalId as string | null },
    town: address?.postalDistrict ?? null,
    open: cases
      .filter(({ status }) => status !== 'CLOSED')
      .map(({ caseId, invoiceNumber, currency }) => ({
        ...{ caseId, invoiceNumber, currency },
        amount: minorToNumber(amounts.get(caseId) ?? 0n),
      })),
  }
}
