/** Numbers, dates and amounts as the reader's language writes them. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { absolute } from '@saatava/core/money.ts'
import type { Language } from '@saatava/einvoice/model/document.ts'

const NBSP = '\u00a0'
const MINUS = '\u2212'

/** Separators by language, as in Unicode CLDR; the group is a space that does not break, where it is one. */
const SEPARATORS: Record<Language, { decimal: string; group: string }> = {
  fi: { decimal: ',', group: NBSP },
  sv: { decimal: ',', group: NBSP },
  en: { decimal: '.', group: ',' },
  no: { decimal: ',', group: NBSP },
  da: { decimal: ',', group: '.' },
}

/** Decimal text, "1234.5", as a number of the language; at least `decimals` decimals, further ones as they are. */
export function formatNumber(value: string, language: Language, decimals = 0): string {
  const [, sign = '', whole = '', fraction = ''] = /^([-+\u2212]?)(\d+)(?:\.(\d*))?$/.exec(value.trim()) ?? []
  // Not a number as we write them: shown as it was given, never as another number.
  if (whole === '') return value
  const { decimal, group } = SEPARATORS[language]
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, group)
  const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0')
  return `${sign === '' || sign === '+' ? '' : MINUS}${grouped}${kept === '' ? '' : decimal + kept}`
}

/** Minor units with two decimals. */
export function formatAmount(minor: bigint, language: Language): string {
  const digits = absolute(minor).toString().padStart(3, '0')
  return formatNumber(`${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, language, 2)
}

/** An amount that cannot be taken for another currency's: "1 234,50 EUR", "EUR 1,234.50" in English. */
export function formatMoney(minor: bigint, currency: string, language: Language): string {
  const amount = formatAmount(minor, language)
  return language === 'en' ? `${currency}${NBSP}${amount}` : `${amount}${NBSP}${currency}`
}

/** Percent with its sign: "25,5 %", "25.5%" in English. */
export function formatPercent(value: number, language: Language): string {
  return `${formatNumber(decimalText(value), language)}${language === 'en' ? '' : NBSP}%`
}

/** Percent without its sign, for a column that has it in its heading. */
export function formatRate(value: number, language: Language): string {
  return formatNumber(decimalText(value), language)
}

/** The shortest decimal text of a number, never with an exponent. */
function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(6) : text
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A civil date: 31.1.2026 in Finnish, 2026-01-31 in Swedish, 31 Jan 2026 in English (a month in words, because the
 * order of day and month differs among its readers), 31.01.2026 in Norwegian and Danish.
 */
export function formatDate(date: CivilDate, language: Language): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  if (year === '') return date
  switch (language) {
    case 'fi':
      return `${Number(day)}.${Number(month)}.${year}`
    case 'sv':
      return date
    case 'en':
      return [Number(day), MONTHS[Number(month) - 1], year].join(NBSP)
    case 'no':
    case 'da':
      return `${day}.${month}.${year}`
  }
}
