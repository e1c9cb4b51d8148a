/** Amounts and dates as people of each language write them. */
import { Temporal } from 'temporal-polyfill'
import { minorToText } from '@saatava/core/money.ts'
import type { Language } from '@saatava/einvoice/model/document.ts'

const LOCALES: Record<Language, string> = { fi: 'fi-FI', sv: 'sv-SE', en: 'en-GB', no: 'nb-NO', da: 'da-DK' }

// Making a formatter takes a hundred times longer than using one; there are few languages and currencies.
const dates = new Map<Language, Intl.DateTimeFormat>()
const amounts = new Map<string, Intl.NumberFormat>()

/** "1 234,56 EUR": grouped, with the currency's code, which is the same in every language. @param value minor units */
export function amountText(value: bigint, currency: string, language: Language): string {
  const key = `${language} ${currency}`
  const format =
    amounts.get(key) ??
    new Intl.NumberFormat(LOCALES[language], {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    })
  amounts.set(key, format)
  // Decimal text is formatted exactly; a number would pass through a double.
  return format.format(minorToText(value) as `${number}`)
}

/** "15.4.2026", "2026-04-15", "15 April 2026", "15.4.2026", "15.4.2026". @param date YYYY-MM-DD */
export function dateText(date: string, language: Language): string {
  const format =
    dates.get(language) ??
    new Intl.DateTimeFormat(LOCALES[language], {
      day: 'numeric',
      month: language === 'en' ? 'long' : 'numeric',
      year: 'numeric',
      timeZone: 'UTC',
    })
  dates.set(language, format)
  return format.format(Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds)
}

/** An IBAN in groups of four. */
export function ibanText(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}
