/**
 * The Danish payment slip (fælles indbetalingskort) and its line "+71<123456789012347+12345678<": the card's type, the
 * payment id with its Luhn digit, and the creditor's number. Lengths as the Peppol rules DK-R-008 to DK-R-011 have them.
 * A Reference of this kind has the payment id as its value, and its line as it is printed.
 */
import { hasLuhn, luhnDigit } from '../identifiers.ts'
import { type Checked, isFault } from './fault.ts'
import type { Reference } from './reference.ts'
import { digitsOf, withoutSpaces } from './spelling.ts'

/** Digits of the payment id with its check digit (0: the card has none), and of the number of the payee. */
const CARDS = {
  '71': { id: 15, payee: /^\d{8}$/, payeeSays: 'a creditor number of 8 digits' },
  '75': { id: 16, payee: /^\d{8}$/, payeeSays: 'a creditor number of 8 digits' },
  '73': { id: 0, payee: /^\d{8}$/, payeeSays: 'a creditor number of 8 digits' },
  '01': { id: 0, payee: /^\d{7,8}$/, payeeSays: 'a giro number of 7 or 8 digits' },
  '04': { id: 16, payee: /^\d{7,8}$/, payeeSays: 'a giro number of 7 or 8 digits' },
  '15': { id: 16, payee: /^\d{7,8}$/, payeeSays: 'a giro number of 7 or 8 digits' },
} as const
export type FikType = keyof typeof CARDS

// "+71<id+payee<" as printed, "71#id" as in Peppol; the sign between type and id is misread and retyped as others.
const LINE = /^\+?(71|73|75|01|04|15)[<>#](\d*)(?:\+(\d*)[<>]?)?$/

/** @param base digits; zeros are put before it. @param payee the creditor or giro number, when it is known */
export function makeFik(base: string, type: FikType, payee?: string | null): Checked {
  const length = CARDS[type].id - 1
  if (length < 0) return { fault: `a payment slip of type ${type} carries no payment id` }
  if (base === '' || base.length > length)
    return { fault: `a payment id of type ${type} is made of 1 to ${length} digits, ${base} has ${base.length}` }
  const digits = base.padStart(length, '0')
  return fikReference(type, digits + luhnDigit(digits), payee)
}

/**
 * Reads a payment id or a whole line, in any spelling.
 * @param type of an id alone; absent: by its length, 15 digits are of type 71 and 16 of 75
 */
export function readFik(text: string, type?: FikType): Checked {
  const [, lineType, lineId, payee] = LINE.exec(withoutSpaces(text)) ?? []
  const digits = lineId ?? digitsOf(text)
  if (digits === undefined || digits.endsWith('-'))
    return { fault: `a payment id is digits only, or a line as +71<123456789012347+12345678<, this is ${text}` }
  const card = (lineType as FikType | undefined) ?? type ?? (digits.length > CARDS['71'].id ? '75' : '71')
  const { id: length } = CARDS[card]
  if (length === 0) return { fault: `a payment slip of type ${card} carries no payment id` }
  if (digits.length < 2 || digits.length > length)
    return { fault: `a payment id of type ${card} has up to ${length} digits, ${digits} has ${digits.length}` }
  if (!hasLuhn(digits))
    return {
      fault: `the check digit of ${digits} is ${digits.slice(-1)}, it would be ${luhnDigit(digits.slice(0, -1))}`,
    }
  return fikReference(card, digits.padStart(length, '0'), payee)
}

/** True for what can only be a payment slip's line, or is as long as its payment id. */
export function looksLikeFik(text: string): boolean {
  return isFikLine(text) || /^\d{15,16}$/.test(digitsOf(text) ?? '')
}

export function isFikLine(text: string): boolean {
  return LINE.test(withoutSpaces(text))
}

/** "+71<123456789012347+12345678<", "+73<+12345678<". @param id '' for types without one */
export function fikLine(type: FikType, id: string, payee: string): string | { fault: string } {
  const card = CARDS[type]
  if (id.length !== card.id || (id !== '' && !(/^\d+$/.test(id) && hasLuhn(id))))
    return { fault: `a payment slip of type ${type} takes a payment id of ${card.id} digits, this is "${id}"` }
  if (!card.payee.test(payee))
    return { fault: `a payment slip of type ${type} takes ${card.payeeSays}, this is "${payee}"` }
  return `+${type}<${id}+${payee}<`
}

/**
 * Returns the payment id with another creditor as payee; without one the payment id alone, for the line would pay nobody.
 */
export function fikPaidTo({ kind, value }: Reference, payee: string | undefined): Reference {
  // Giro lines (04, 15) name a giro account; a creditor number takes their payment ids of 16 digits by type 75.
  const paid = fikReference(value.length > CARDS['71'].id ? '75' : '71', value, payee)
  return payee === undefined || isFault(paid) ? { kind, value, printed: value } : paid
}

/** The creditor's number of a whole line; undefined where there is none. */
export function fikPayeeOf(reference: Reference): string | undefined {
  return reference.kind === 'DK_FIK' ? LINE.exec(reference.printed)?.[3] : undefined
}

/** The type of a Reference of kind DK_FIK; only its line shows whether the type is 04, 15 or 75. */
export function fikTypeOf(reference: Reference): FikType {
  return reference.printed.slice(1, 3) as FikType
}

function fikReference(type: FikType, value: string, payee: string | null | undefined): Checked {
  if (payee === undefined || payee === null) return { kind: 'DK_FIK', value, printed: `+${type}<${value}` }
  const printed = fikLine(type, value, payee)
  return typeof printed === 'string' ? { kind: 'DK_FIK', value, printed } : printed
}
