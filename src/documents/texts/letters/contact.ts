import type { Collector } from '@saatava/einvoice/model/document.ts'
import { filled, oneLine } from '../addresses.ts'
import type { LetterWords } from './letter-words.ts'

/** Where the debtor asks and objects, in one line; the postal address stands below, with the collector's name. */
export function contactOf({ name, email, phone }: Collector): string {
  return [name, email, phone].filter(filled).map(oneLine).join(', ')
}

/** How the collector is reached, for the lines under its address. */
export function contactLines({ phone, hours, email, website }: Collector, names: LetterWords['contact']): string[] {
  const line = (...parts: [label: string, value: string | undefined][]): string =>
    parts.flatMap(([label, value]) => (filled(value) ? [`${label} ${oneLine(value)}`] : [])).join(', ')
  return [
    line([names.phone, phone], [names.hours, hours]),
    line([names.email, email]),
    line([names.web, website]),
  ].filter(filled)
}
