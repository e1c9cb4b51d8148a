import { absolute } from '@saatava/core/money.ts'

/** Currencies whose totals are rounded to whole coins, and the smallest coin: there are no öre any more, and 50 Danish øre. */
const COIN_MINOR: Readonly<Record<string, bigint>> = { SEK: 100n, NOK: 100n, DKK: 50n }
/** Half of a whole unit. */
const ROUNDING_MINOR_MAX = 50n

/**
 * By how much a stated total was rounded to whole coins (EN 16931 BT-114); 0 where it was not, or by more than half a unit.
 * @param total as stated, minor units
 * @param exact net and VAT, minor units
 */
export function roundingOf(total: bigint | undefined, exact: bigint, currency: string): bigint {
  const coin = COIN_MINOR[currency]
  if (total === undefined || coin === undefined) return 0n
  const difference = total - exact
  return total % coin === 0n && absolute(difference) <= ROUNDING_MINOR_MAX ? difference : 0n
}
