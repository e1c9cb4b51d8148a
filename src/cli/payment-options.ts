/** Options of the commands about payments. */
import { InvalidArgumentError } from 'commander'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function waitingId(text: string): string {
  if (!UUID.test(text))
    throw new InvalidArgumentError('It takes the id that "saatava payment unallocated" shows, a UUID.')
  return text.toLowerCase()
}

export function allocationNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError('It takes the number of an allocation, such as 8000001; "payment list" shows them.')
  return Number(text)
}

export function invoiceNumber(text: string): number {
  if (!/^[1-9]\d{0,13}$/.test(text)) throw new InvalidArgumentError('It takes the number of an invoice, such as 1001.')
  return Number(text)
}

export function caseNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It takes a case’s number, such as 5000001.')
  return Number(text)
}

/** "100", "100.5" or "100.50": minor units, above 0. */
export function amount(text: string): bigint {
  const [, whole = '', decimals = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  const minor = whole === '' ? 0n : BigInt(whole + decimals.padEnd(2, '0'))
  if (minor <= 0n) throw new InvalidArgumentError('It takes an amount such as 100.00, above 0.')
  return minor
}
