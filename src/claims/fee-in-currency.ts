import type { Allowed } from '@saatava/law/may-take.ts'

/**
 * The most that may be charged on a claim of this currency. The law's tables are in the currency of its country. A claim
 * in another currency is charged nothing automatically, because 60 of one are not 60 of the other, and a person decides.
 * @returns minor units, and why where that is not what the law says
 */
export function feeInCurrency(may: Allowed, currency: string): { most: bigint; note?: string } {
  if (may.currency !== currency && may.most > 0n)
    return {
      most: 0n,
      note: `the rule is in ${may.currency} and the claim in ${currency}: no fee is charged automatically`,
    }
  return { most: may.most, ...(may.note === undefined ? {} : { note: may.note }) }
}
