/**
 * VAT rates as dated data, by country. An invoice may carry a rate that ended before its date, because the rate follows
 * the day of supply: for how long after the end it is taken without question is `GRACE_DAYS`.
 */
import { type CivilDate, addDays } from '@saatava/core/dates.ts'

export interface VatRate {
  country: string
  /** Percent. */
  percentage: number
  /** Civil dates, both inclusive; null: still in force. */
  validFrom: CivilDate
  validTo: CivilDate | null
  source: string
  status: 'verified' | 'unverified'
}

const FI = 'Finnish VAT Act 1501/1993 §§ 84–85 a'
const SE = 'Swedish VAT Act 2023:200 ch. 9'
const NO = 'Norwegian parliament’s yearly VAT decision (merverdiavgiftsvedtak)'
const DK = 'Danish VAT Act § 33'

const rate = (
  country: string,
  percentage: number,
  validFrom: CivilDate,
  validTo: CivilDate | null,
  source: string,
  status: VatRate['status'] = 'unverified',
): VatRate => ({ country, percentage, validFrom, validTo, source, status })

/** Rates marked verified stand in the reference; the others are general knowledge and to be confirmed by the agency. */
export const VAT_RATES: readonly VatRate[] = [
  rate('FI', 24, '2013-01-01', '2024-08-31', FI),
  rate('FI', 25.5, '2024-09-01', null, FI, 'verified'),
  rate('FI', 14, '2013-01-01', '2025-12-31', FI, 'verified'),
  rate('FI', 13.5, '2026-01-01', null, FI, 'verified'),
  rate('FI', 10, '2013-01-01', null, FI, 'verified'),
  rate('SE', 25, '1990-07-01', null, SE, 'verified'),
  rate('SE', 12, '1996-01-01', null, SE, 'verified'),
  rate('SE', 6, '1996-01-01', null, SE, 'verified'),
  rate('NO', 25, '2005-01-01', null, NO),
  rate('NO', 15, '2012-01-01', null, NO),
  rate('NO', 12, '2018-01-01', null, NO),
  rate('NO', 11.11, '2012-01-01', null, NO),
  rate('DK', 25, '1992-01-01', null, DK),
]

/** How long after a rate's end an invoice may still carry it: supplies made before, invoiced or corrected later. */
const GRACE_DAYS = 366

const COUNTRIES = new Set(VAT_RATES.map(({ country }) => country))

/**
 * Names the mistake in a rate on an invoice of this date in the seller's country; undefined when there is none, when the
 * rate is 0 (its category says why), and for countries whose rates are not kept here.
 * @param credit a credit note carries the rate of what it credits, however old
 */
export function vatRateFault(
  country: string,
  percentage: number,
  date: CivilDate,
  options: { credit?: boolean } = {},
): string | undefined {
  if (percentage === 0 || !COUNTRIES.has(country)) return undefined
  const inForce = (rate: VatRate, graceDays: number) =>
    rate.country === country &&
    rate.validFrom <= date &&
    (rate.validTo === null || options.credit === true || date <= addDays(rate.validTo, graceDays))
  if (VAT_RATES.some((known) => known.percentage === percentage && inForce(known, GRACE_DAYS))) return undefined
  const rates = VAT_RATES.filter((known) => inForce(known, 0) && (known.validTo === null || date <= known.validTo))
  const known = [...rates.map((each) => each.percentage), 0].sort((a, b) => b - a).join(', ')
  return `${percentage} % is not a VAT rate of ${country} on ${date}; those are ${known}`
}
