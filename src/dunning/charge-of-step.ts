import type { Allowed } from '@saatava/law/may-take.ts'
import { feeInCurrency } from '../claims/fee-in-currency.ts'
import type { PolicyStep } from '../claims/policy.ts'

/**
 * Computes the charge of a step that the law allows: the policy's amount, at most the law's. The tables go by the capital
 * and have a least amount, so that a debt of which nothing but costs is left could go on growing by its own collection;
 * no source says that it may, so we charge nothing then.
 * @param claim minor units: the capital that is left and not denied
 * @returns minor units, and why where that is not what the law gives
 */
export function chargeOfStep(
  may: Allowed,
  fee: Exclude<PolicyStep['fee'], 'NONE'>,
  claim: { capital: bigint },
  currency: string,
): { fee: bigint; note?: string } {
  if (claim.capital <= 0n) return { fee: 0n, note: 'no capital is left, so collecting interest and costs adds no fee' }
  const { most, note } = feeInCurrency(may, currency)
  const asked = fee === 'MOST' ? most : BigInt(fee)
  return { fee: asked < most ? asked : most, ...(note === undefined ? {} : { note }) }
}
