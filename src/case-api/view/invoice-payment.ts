/** The case and the payments of invoices, for those who show invoices: is it paid, and what is open. */
import type { InvoiceId } from '@saatava/core/ids.ts'
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { minorToNumber as amount, sum } from '@saatava/core/money.ts'
import { type ClaimableInvoice, selectClaimable } from '../../invoices/case-queries.ts'
import { accountsOfCases } from '../../journal/case-accounts.ts'
import { type CaseTotals, totalsOfCases } from '../../payments/case-totals.ts'
import type { ClientCtx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/database.ts'
import { settingsOf } from '../../settings/client-settings.ts'
import type { Case } from '../../claims/case.ts'
import { statementsOrErrors, totalOf } from '../../claims/claim.ts'
import { isControlled } from '../../invoices/payment-control.ts'
import { selectCasesOfInvoices } from '../../claims/queries.ts'
import type { PaymentState } from '../../invoices/payment-states.ts'
import { paymentStateOf } from './payment-state.ts'

interface InvoicePayment {
  paymentState: PaymentState
  case: Record<string, unknown> | null
  payments: Record<string, unknown>
}

const GIVEN_UP = ['WAIVED', 'WRITTEN_OFF', 'WITHDRAWN']

/** @returns by invoiceId */
export async function paymentOfInvoices(
  ctx: ClientCtx,
  db: Queryable,
  invoices: readonly ClaimableInvoice[],
): Promise<Map<string, InvoicePayment>> {
  const { clientId, platform } = ctx
  const inForce = (await settingsOf(platform.pool, db, [clientId])).get(clientId)
  const cases = await selectCasesOfInvoices(db, [...invoices])
  const totals = await totalsOfCases(db, clientId, [...cases.values()])
  const openOf = await openAmounts(ctx, db, [...cases.values()])
  const waivedOf = await waivedAmounts(db, [...cases.values()])
  return new Map(
    invoices.map((invoice) => {
      const debt = cases.get(`${clientId} ${invoice.invoiceId}`)
      const paid = totals(debt?.caseId ?? 0)
      return [
        invoice.invoiceId,
        {
          paymentState: paymentStateOf({
            total: invoice.total,
            paidBefore: invoice.paid,
            credited: invoice.credited,
            controlled: isControlled(invoice, inForce),
            case: debt,
            paid: paid.bank + paid.direct,
            overpaid: paid.overpaid,
          }),
          case: debt === undefined ? null : caseShown(debt, openOf.get(debt.caseId) ?? 0n),
          payments: paymentsShown(invoice, paid, waivedOf(debt)),
        },
      ]
    }),
  )
}

/** Shows the payments of one invoice, as `db` sees them. */
export async function paymentOfInvoice(
  ctx: ClientCtx,
  db: Queryable,
  invoiceId: InvoiceId,
): Promise<Record<string, unknown>> {
  const invoices = await selectClaimable(db, [{ clientId: ctx.clientId, invoiceId }])
  return { ...(await paymentOfInvoices(ctx, db, invoices)).get(invoiceId) }
}

/** Returns the open amount of today; where the law gives no rate for today, the amount that was last posted. */
export async function openAmounts(ctx: ClientCtx, db: Queryable, cases: readonly Case[]): Promise<Map<number, bigint>> {
  const now = ctx.platform.clock.now()
  const open = cases.filter(({ status }) => status !== 'CLOSED')
  const statements = await statementsOrErrors(
    ctx,
    db,
    open.map((one) => ({ case: one, onDate: civilDateAt(now, timeZoneOf(one.country)) })),
  )
  const posted = await accountsOfCases(db, open)
  const RECEIVABLES = ['RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES'] as const
  return new Map(
    statements.map((one) => [
      one.case.caseId,
      'claim' in one ? totalOf(one.claim) : sum(RECEIVABLES.map((account) => posted(one.case).balance(account))),
    ]),
  )
}

/** Capital and interest that are no longer claimed, and that nobody paid. */
async function waivedAmounts(db: Queryable, cases: readonly Case[]): Promise<(debt: Case | undefined) => bigint> {
  const accountsOf = await accountsOfCases(db, cases)
  return (debt) =>
    debt === undefined
      ? 0n
      : -sum(
          accountsOf(debt)
            .movements.filter(({ kind }) => GIVEN_UP.includes(kind))
            .map((movement) => movement.amount),
        )
}

function caseShown({ caseId, status, stage, closedAt, closingReason }: Case, open: bigint): Record<string, unknown> {
  return {
    caseId,
    status,
    stage,
    openAmount: amount(open),
    closedAt: closedAt?.toISOString() ?? null,
    closingReason,
  }
}

function paymentsShown(invoice: ClaimableInvoice, paid: CaseTotals, waived: bigint): Record<string, unknown> {
  return {
    beforeHandOverAmount: amount(invoice.paid),
    receivedAmount: amount(paid.bank),
    directAmount: amount(paid.direct),
    takenBackAmount: amount(paid.takenBack),
    overpaidAmount: amount(paid.overpaid),
    waivedAmount: amount(waived),
    lastPaymentDate: paid.lastPaymentDate,
  }
}
