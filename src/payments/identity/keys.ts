/** Hashes by which movements that may be the same find each other: what compare.ts can call SAME or PERHAPS shares one. */
import { hash } from 'node:crypto'
import { type Movement, isNameless } from './movement.ts'

type Kind = 'ID' | 'REFERENCE' | 'DOCUMENT' | 'END_TO_END' | 'PAYER' | 'NAME' | 'TEXT' | 'NAMELESS' | 'PARTS'

/** Under which a movement is found, and looks for others. */
export function keysOf(movement: Movement): bigint[] {
  const { amount } = movement
  const key = (kind: Kind, value: string) => keyOf(movement, amount, kind, value)
  const name = movement.payerKeys.length === 0 && movement.payerName !== null ? [movement.payerName] : []
  return [
    ...[...movement.ids, ...movement.bookedIds].map((id) => key('ID', id)),
    ...movement.referenceKeys.map((reference) => key('REFERENCE', reference)),
    ...movement.documentKeys.map((document) => key('DOCUMENT', document)),
    ...movement.payerKeys.map((payer) => key('PAYER', payer)),
    ...name.map((payer) => key('NAME', payer.toUpperCase())),
    ...(movement.endToEndId === null ? [] : [key('END_TO_END', movement.endToEndId)]),
    ...(movement.payerText === null ? [] : [key('TEXT', movement.payerText)]),
    ...(isNameless(movement) ? [key('NAMELESS', '')] : []),
  ]
}

/** Under which one that names nobody is searched for by one that does. */
export function namelessKeyOf(movement: Movement): bigint {
  return keyOf(movement, movement.amount, 'NAMELESS', '')
}

/** Keys with an id of the bank, and the key without one. */
export interface SumKeys {
  ids: bigint[]
  amount: bigint
}

/** Under which the parts of a booked entry are found by its sum. @param ids those that the sum and the parts share */
export function partsKeysOf(movement: Movement, total: bigint, ids: readonly string[]): SumKeys {
  const key = (id: string) => keyOf(movement, total, 'PARTS', id)
  return { ids: ids.map(key), amount: key('') }
}

/** Under which a sum that names nobody is found by its parts. */
export function sumKeysOf(movement: Movement, total: bigint): SumKeys {
  return {
    ids: movement.bookedIds.map((id) => keyOf(movement, total, 'ID', id)),
    amount: keyOf(movement, total, 'NAMELESS', ''),
  }
}

function keyOf(movement: Movement, amount: bigint, kind: Kind, value: string): bigint {
  const text = [movement.accountKey, movement.currency, movement.bookingDate, amount, kind, value].join('\n')
  return hash('sha1', text, 'buffer').readBigInt64BE(0)
}
