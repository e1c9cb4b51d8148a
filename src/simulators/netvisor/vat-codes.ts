/** VAT codes and the percents each goes with. Source: Netvisor help page “VAT codes” (77000557878). */

const ZERO = [0]
/** 13.5 % is Finland's reduced rate from 2026-01-01; the page is older, and we take it from that day on. */
const SINCE_2026 = 13.5
const ALL = [0, 10, SINCE_2026, 14, 24, 25.5]

const PERCENTS: Record<string, readonly number[]> = {
  ...Object.fromEntries(
    ['NONE', 'EUMY', 'EUUM', 'EUUO', '100', 'EUPM312', 'EUPM309', 'RAMY', 'KOMY0'].map((code) => [code, ZERO]),
  ),
  ...Object.fromEntries(
    ['KOMY', 'KOOS', 'EUOS', 'EUPO', 'EVTO', 'EVPO', 'EVKV', 'KAVE', 'RAOS', 'EVRO', 'MAAL', 'EVMA'].map((code) => [
      code,
      ALL,
    ]),
  ),
  MUUL: [0, 10, SINCE_2026, 14, 24],
}

export function isVatCode(code: string): boolean {
  return Object.hasOwn(PERCENTS, code)
}

/** @param date the voucher's, because a percent has a first day */
export function percentGoesWith(code: string, percent: number, date: string): boolean {
  return PERCENTS[code]?.includes(percent) === true && (percent !== SINCE_2026 || date >= '2026-01-01')
}

/** Returns the default code of an account: sales accounts domestic sales, the rest domestic purchases; none at 0 %. */
export function codeOfAccount(account: string, percent: number): string {
  if (percent === 0) return 'NONE'
  return account < '4000' ? 'KOMY' : 'KOOS'
}

/** Where a gross line's VAT is booked; undefined for a code whose VAT is not in the price. Netvisor takes it from the company's default accounts. */
export function vatAccountOf(code: string): string | undefined {
  return code === 'KOMY'
    ? DEFAULT_ACCOUNTS.salesVatDebt
    : code === 'KOOS'
      ? DEFAULT_ACCOUNTS.purchaseVatReceivable
      : undefined
}

/** Default accounts of a simulated company; in Netvisor each company sets its own. */
export const DEFAULT_ACCOUNTS = {
  tradePayables: '2871',
  purchaseVatReceivable: '1763',
  roundingOffDifference: '8690',
  salesReceivables: '1701',
  salesVatDebt: '2939',
} as const
