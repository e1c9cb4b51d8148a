import type { Language, Supply } from '@saatava/einvoice/model/document.ts'
import { formatDate } from './formats.ts'

/** "15.1.2026", "1.1.2026–31.1.2026", or both; '' where neither is known. */
export function supplyText(supply: Supply | undefined, language: Language): string {
  const { date, from, to } = supply ?? {}
  const day = (value: string | undefined): string => (value === undefined ? '' : formatDate(value, language))
  const period = from === undefined && to === undefined ? '' : `${day(from)}–${day(to)}`
  return [day(date), period].filter((part) => part !== '').join(', ')
}
