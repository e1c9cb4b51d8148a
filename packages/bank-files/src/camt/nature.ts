import type { EntryNature } from '../entry-facts.ts'
import type { Fields } from './fields.ts'

/** ISO 20022 bank transaction codes, external code set: sub-families that return or reverse an earlier payment. */
const RETURNS = new Set([
  ...['RRTN', 'RPCR', 'XRPC', 'RIMB'], // of credit transfers: returned, cancelled on request, reimbursed
  ...['UPDD', 'PRDD', 'RCDD'], // of direct debits: unpaid, reversed, cancelled on request
  ...['ARET', 'AREV'], // of clearing houses
  ...['UPCQ', 'CQRV', 'UPCT', 'PSTE'], // unpaid cheques and cards, posting errors
])
/** Families of transfers that the account's owner issued: ordinary, in real time, between own accounts. */
const ISSUED = new Set(['ICDT', 'IRCT', 'ICCN'])
const CHARGES = new Set(['CHRG', 'FEES', 'COMM', 'COMI', 'COME', 'COMT', 'TAXE', 'INTR'])
const REVERSAL = new Set(['true', '1'])

interface Said {
  entry: Fields
  /** The transaction, where there is one. */
  transaction?: Fields | undefined
  /** The entry's sign, and the sign of what is given. */
  entrySign: 1n | -1n
  sign: 1n | -1n
}

/** Why a movement has its sign: the bank's indicator, then what says it returns something, then how it stands in its entry. */
export function natureOf({ entry, transaction, entrySign, sign }: Said): EntryNature {
  if (REVERSAL.has(entry.get('reversal') ?? '')) return 'REVERSAL'
  const family = transaction?.get('family') ?? entry.get('family') ?? ''
  const subFamily = transaction?.get('subFamily') ?? entry.get('subFamily') ?? ''
  if (transaction?.get('returned') !== undefined) return 'RETURN'
  if (RETURNS.has(subFamily) || RETURNS.has(entry.get('subFamily') ?? '')) return 'RETURN'
  if (sign !== entrySign) return 'OPPOSITE_PART'
  // Money in from an issued transfer is one of our payments that came back.
  if (sign > 0n) return ISSUED.has(family) ? 'RETURN' : 'PAYMENT'
  if (CHARGES.has(subFamily)) return 'CHARGE'
  return ISSUED.has(family) ? 'OWN_ORDER' : 'DEBIT'
}

/** True for what takes an earlier movement back. */
export function takesBack(nature: EntryNature): boolean {
  return nature === 'REVERSAL' || nature === 'RETURN'
}
