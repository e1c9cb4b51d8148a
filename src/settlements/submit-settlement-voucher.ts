import { settlementVoucher } from '../accounting/settlement-voucher.ts'
import { submitOwnVouchers } from '../accounting/submit-own-vouchers.ts'
import { findCases } from '../cases/find-case.ts'
import { sum } from '../core/money.ts'
import { bookedInvoices } from '../invoices/booked-invoices.ts'
import type { SettleLine } from '../payments/settle-allocations.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../platform/events.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { sign } from './lines.ts'
import type { Settlement } from './settlement.ts'

/**
 * Books a settlement in the client's accounting, in the transaction that makes it: where invoices in it are booked by us
 * (accountingInvoiceEnabled). Other clients keep their books themselves.
 */
export async function submitSettlementVoucher(
  ctx: Ctx,
  tx: Tx,
  { settlement, lines }: { settlement: Settlement; lines: readonly SettleLine[] },
  { settings, profile }: SettingsInForce,
): Promise<void> {
  const { clientId, settlementId, settlementDate, remittanceReference, currency, commission, deducted } = settlement
  const keys = [...new Set(lines.map(({ caseId }) => caseId))].map((caseId) => ({ clientId, caseId }))
  const cases = [...(await findCases(tx, keys)).values()]
  if ((await bookedInvoices(tx, cases)).size === 0) return
  if (currency !== profile.currencyCode) {
    await emit(ctx, tx, clientId, 'accounting.settlement.skipped', `settlement:${settlementId}`, {
      reason: `The settlement is in ${currency} and the books are in ${profile.currencyCode}: its voucher is made by hand.`,
    })
    return
  }
  const collected = lines.filter(({ paymentKind }) => paymentKind === 'BANK')
  const direct = lines.filter(({ paymentKind }) => paymentKind === 'DIRECT')
  const total = (of: readonly SettleLine[], amount: (line: SettleLine) => bigint) =>
    sum(of.map((line) => sign(line) * amount(line)))
  const ledger = settlementVoucher(
    {
      ...{ settlementId, settlementDate, remittanceReference, commission, deducted },
      country: profile.countryCode,
      capital: total(collected, (line) => line.capital),
      interest: total(collected, (line) => line.interest),
      costs: total(collected, (line) => line.costs) - total(direct, (line) => line.fees),
    },
    settings.accounting,
  )
  if (ledger !== undefined) await submitOwnVouchers(ctx, tx, [{ clientId, ledger }])
}
