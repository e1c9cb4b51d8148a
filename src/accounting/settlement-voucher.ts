/**
 * A settlement as a voucher of the client's: on the bank what was paid, as expense what the agency kept, with the VAT in
 * it; against what the agency owed for invoices (payments were booked there when they were allocated), and as income the
 * interest and costs that debtors paid. Rows hold gross and net, as those of invoices' vouchers do.
 */
import { minorToNumber, netOfGross } from '../core/money.ts'
import { VAT_RATES } from '../law/vat-rates.ts'
import type { ClientSettings, SettlementAccounts } from '../settings/settings.ts'
import type { Ledger } from './schemas.ts'

export interface SettlementAmounts {
  settlementId: number
  /** Civil date. */
  settlementDate: string
  country: string
  remittanceReference: string
  /** Minor units, with the sign they have for the client; the paid one is the rest: all others less what the agency keeps. */
  capital: bigint
  interest: bigint
  /** The creditor's own, less the agency's fees that were paid to the creditor. */
  costs: bigint
  /** VAT included. */
  commission: bigint
  /** Fees of withdrawn cases that were taken off. They hold VAT as commissions do: they are paid for the same service. */
  deducted: bigint
}

type Row = Ledger['ledgerRows'][number]

/** The voucher; undefined where there is nothing in it. */
export function settlementVoucher(of: SettlementAmounts, accounting: ClientSettings['accounting']): Ledger | undefined {
  const { settlement: accounts } = accounting
  const paid = of.capital + of.interest + of.costs - of.commission - of.deducted
  const row = (
    accountNumber: string,
    amount: bigint,
    transactionDescription: string,
    more: Partial<Row> = {},
  ): Row => ({
    bookingDate: of.settlementDate,
    accountNumber,
    amount: minorToNumber(amount),
    netAmount: minorToNumber(amount),
    transactionDescription,
    ...more,
  })
  const rows = [
    row(accounts.bankAccount, paid, `Settlement ${of.settlementId}`),
    ...serviceRows('Commission', of.commission, of, accounts, row),
    ...serviceRows('Fees of withdrawn cases', of.deducted, of, accounts, row),
    row(accounts.clearingAccount, -of.capital, 'Invoices paid'),
    row(accounts.interestAccount, -of.interest, 'Late interest'),
    row(accounts.costsAccount, -of.costs, 'Collection costs'),
  ].filter(({ amount, netAmount }) => amount !== 0 || netAmount !== 0)
  if (rows.length < 2) return undefined
  return {
    ledgerIdentifier: `settlement:${of.settlementId}`,
    companyIdentifier: accounting.companyIdentifier,
    documentType: accounts.documentType as Ledger['documentType'],
    documentName: `Settlement ${of.settlementId}`,
    documentDate: of.settlementDate,
    documentDescription: `Settlement ${of.settlementId}, ${of.remittanceReference}`,
    calculationMode: accounting.calculationMode,
    ledgerRows: rows,
  }
}

/** What the agency keeps for its work. @param gross minor units */
function serviceRows(
  description: string,
  gross: bigint,
  { settlementDate, country }: SettlementAmounts,
  accounts: SettlementAccounts,
  row: (accountNumber: string, amount: bigint, description: string, more?: Partial<Row>) => Row,
): Row[] {
  if (gross === 0n) return []
  const vatPercentage = accounts.vatPercentage ?? standardRate(country, settlementDate)
  const net = netOfGross(gross, vatPercentage)
  if (net === gross) return [row(accounts.commissionAccount, gross, description)]
  const vatCode = accounts.vatCode === null ? {} : { vatCode: accounts.vatCode }
  const { inputVatAccount: vatAccountNumber } = accounts
  const more = { vatPercentage, vatAccountNumber, netAmount: minorToNumber(net), ...vatCode }
  return [
    row(accounts.commissionAccount, gross, description, more),
    row(vatAccountNumber, gross - net, `VAT ${vatPercentage} %`, { isVatRow: 1, ...vatCode }),
  ]
}

/** Percent: the greatest of a country's rates on a day; 0 where its rates are not kept. */
function standardRate(country: string, date: string): number {
  const inForce = VAT_RATES.filter(
    (rate) => rate.country === country && rate.validFrom <= date && (rate.validTo === null || date <= rate.validTo),
  )
  return Math.max(0, ...inForce.map(({ percentage }) => percentage))
}
