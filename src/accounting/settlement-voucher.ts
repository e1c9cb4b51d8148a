/**
 * A settlement as a voucher of the client's: on the bank what was paid, as expense what the agency kept, with the VAT in
 * it; against the clearing account what the agency owed for invoices that are booked from here (their payments were booked
 * there when they were allocated), against another account the capital of the others, and as income the interest and costs
 * that debtors paid. Rows hold gross and net, as those of invoices' vouchers do.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { SettlementId } from '@saatava/core/ids.ts'
import { minorToNumber, netOfGross, sum } from '@saatava/core/money.ts'
import { VAT_RATES } from '@saatava/law/vat-rates.ts'
import type { ClientSettings, SettlementAccounts } from '../settings/settings.ts'
import { invoiceListText } from './invoice-list-text.ts'
import type { Ledger } from './schemas.ts'

/** Capital that clears one account. */
interface CapitalOfAccount {
  /** The account that payments were booked on; undefined: the invoices are not booked from here. */
  clearingAccount: string | undefined
  amount: bigint
  invoiceNumbers: readonly number[]
}

export interface SettlementAmounts {
  settlementId: SettlementId
  /** Civil date. */
  settlementDate: CivilDate
  country: string
  remittanceReference: string
  /** Minor units, with the sign they have for the client; the paid one is the rest: all others less what the agency keeps. */
  capital: readonly CapitalOfAccount[]
  interest: bigint
  /** The creditor's own. */
  costs: bigint
  /** The agency's fees that debtors paid to the creditor itself: the creditor has them, and the agency keeps them here. */
  directFees: bigint
  /** VAT included. */
  commission: bigint
  /** Fees of withdrawn cases that were taken off. They include VAT, as commissions do: they are paid for the same service. */
  deducted: bigint
}

type Row = Ledger['ledgerRows'][number]

/** The voucher; undefined where there is nothing in it. */
export function settlementVoucher(
  amounts: SettlementAmounts,
  accounting: ClientSettings['accounting'],
): Ledger | undefined {
  const { settlement: accounts } = accounting
  const capital = sum(amounts.capital.map(({ amount }) => amount))
  const paid = capital + amounts.interest + amounts.costs - amounts.directFees - amounts.commission - amounts.deducted
  const row = (
    accountNumber: string,
    amount: bigint,
    transactionDescription: string,
    more: Partial<Row> = {},
  ): Row => ({
    bookingDate: amounts.settlementDate,
    accountNumber,
    amount: minorToNumber(amount),
    netAmount: minorToNumber(amount),
    transactionDescription,
    ...more,
  })
  const rows = [
    row(accounts.bankAccount, paid, `Settlement ${amounts.settlementId}`),
    ...serviceRows('Commission', amounts.commission, amounts, accounts, row),
    ...serviceRows('Fees of withdrawn cases', amounts.deducted, amounts, accounts, row),
    ...amounts.capital.map(({ clearingAccount, amount, invoiceNumbers }) =>
      clearingAccount === undefined
        ? row(accounts.unbookedAccount, -amount, invoiceListText(invoiceNumbers, 'not booked by Saatava'))
        : row(clearingAccount, -amount, invoiceListText(invoiceNumbers, 'booked by Saatava')),
    ),
    row(accounts.interestAccount, -amounts.interest, 'Late interest'),
    row(accounts.costsAccount, -amounts.costs, 'Collection costs'),
    row(accounts.costsAccount, amounts.directFees, 'Fees that debtors paid to the creditor'),
  ].filter(({ amount, netAmount }) => amount !== 0 || netAmount !== 0)
  if (rows.length < 2) return undefined
  return {
    ledgerIdentifier: `settlement:${amounts.settlementId}`,
    companyIdentifier: accounting.companyIdentifier,
    documentType: accounts.documentType as Ledger['documentType'],
    documentName: `Settlement ${amounts.settlementId}`,
    documentDate: amounts.settlementDate,
    documentDescription: `Settlement ${amounts.settlementId}, ${amounts.remittanceReference}`,
    calculationMode: accounting.calculationMode,
    ledgerRows: rows,
  }
}

/** Rows of the agency's share for its work. @param gross minor units */
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
function standardRate(country: string, date: CivilDate): number {
  const inForce = VAT_RATES.filter(
    (rate) => rate.country === country && rate.validFrom <= date && (rate.validTo === null || date <= rate.validTo),
  )
  return Math.max(0, ...inForce.map(({ percentage }) => percentage))
}
