import { selectConnected } from '../accounting/booked-payments-queries.ts'
import { settlementVoucher } from '../accounting/settlement-voucher.ts'
import { submitOwnVouchers } from '../accounting/submit-own-vouchers.ts'
import { selectCases } from '../claims/find-queries.ts'
import { minorToNumber, sum } from '@saatava/core/money.ts'
import type { SettleLine } from '../payments/settle-queries.ts'
import { sourceOf } from '../payouts/payout.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { emit } from '../events/emit.ts'
import type { SettingsInForce } from '../settings/client-settings.ts'
import { type CapitalPart, capitalParts } from './booked-parts.ts'
import { sign } from './lines.ts'
import type { Settlement } from './settlement.ts'

/**
 * Books a settlement in the client's accounting, in the transaction that makes it. Every settlement of a client that has
 * an accounting connection is booked, whether its invoices are booked from here or not: the client's bank account then
 * holds all that it was paid. Without a connection, only a settlement of invoices that are booked from here is.
 */
export async function submitSettlementVoucher(
  ctx: Ctx,
  tx: Tx,
  { settlement, lines }: { settlement: Settlement; lines: readonly SettleLine[] },
  { settings, profile }: SettingsInForce,
): Promise<void> {
  const { clientId, settlementId, settlementDate, remittanceReference, currency, commission, deducted } = settlement
  const { accounting } = settings
  const caseIds = new Set(lines.map(({ caseId }) => caseId))
  const found = await selectCases(
    tx,
    [...caseIds].map((caseId) => ({ clientId, caseId })),
  )
  const cases = new Map([...found.values()].map((debt) => [debt.caseId, debt]))
  const capital = await capitalParts(tx, clientId, lines, cases)
  const booked = capital.some(({ clearingAccount }) => clearingAccount !== undefined)
  if (!booked && !(await selectConnected(tx, clientId, accounting.companyIdentifier))) return
  if (currency !== profile.currencyCode) {
    await emit(ctx, tx, clientId, 'accounting.settlement.skipped', sourceOf(settlementId), {
      reason: `The settlement is in ${currency} and the books are in ${profile.currencyCode}: make its voucher by hand.`,
    })
    return
  }
  const collected = lines.filter(({ paymentKind }) => paymentKind === 'BANK')
  const direct = lines.filter(({ paymentKind }) => paymentKind === 'DIRECT')
  const total = (ownLines: readonly SettleLine[], amount: (line: SettleLine) => bigint) =>
    sum(ownLines.map((line) => sign(line) * amount(line)))
  const ledger = settlementVoucher(
    {
      ...{ settlementId, settlementDate, remittanceReference, commission, deducted, capital },
      country: profile.countryCode,
      interest: total(collected, (line) => line.interest),
      costs: total(collected, (line) => line.costs),
      directFees: total(direct, (line) => line.fees),
    },
    accounting,
  )
  if (ledger === undefined) return
  await submitOwnVouchers(ctx, tx, [{ clientId, ledger }])
  await emitPartly(ctx, tx, settlement, capital, accounting.settlement.unbookedAccount)
}

/** Informs the client that capital of invoices which Saatava does not book is on an account of its choice. */
async function emitPartly(
  ctx: Ctx,
  tx: Tx,
  { clientId, settlementId, currency }: Settlement,
  capital: readonly CapitalPart[],
  unbookedAccount: string,
): Promise<void> {
  const unbooked = capital.filter(({ clearingAccount }) => clearingAccount === undefined)
  if (unbooked.length === 0) return
  const booked = capital.filter(({ clearingAccount }) => clearingAccount !== undefined)
  const figures = (parts: readonly CapitalPart[]) => ({
    invoices: new Set(parts.flatMap(({ invoiceNumbers }) => invoiceNumbers)).size,
    amount: minorToNumber(sum(parts.map(({ amount }) => amount))),
  })
  await emit(ctx, tx, clientId, 'accounting.settlement.partly', sourceOf(settlementId), {
    settlementId,
    currency,
    booked: figures(booked),
    unbooked: { ...figures(unbooked), account: unbookedAccount },
  })
}
