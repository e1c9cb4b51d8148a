import type { RemittanceDetail } from '../bank-file.ts'
import type { Fields } from './fields.ts'

export interface Remittances {
  /** The one reference, where all that is told has the same. */
  reference: string | undefined
  /** What several debts, or numbers of documents, are paid; undefined where nothing more is told than the reference. */
  details: RemittanceDetail[] | undefined
  additional: string | undefined
}

/** What the payer told in structure (RmtInf/Strd). @param currency of the account; amounts in others are left out */
export function readRemittances(transaction: Fields, currency: string, detailsMax: number): Remittances {
  const details = transaction.remittances.flatMap((strd) => detailsOf(strd, currency)).slice(0, detailsMax)
  const references = new Set(details.map(({ reference }) => reference).filter((reference) => reference !== undefined))
  const [only, another] = references
  const several = details.length > 1 || details.some(({ document }) => document !== undefined)
  const additional = transaction.remittances.map((strd) => strd.get('additional')).filter((text) => text !== undefined)
  return {
    reference:
      another === undefined && details.every(({ reference }) => reference !== undefined || details.length === 1)
        ? only
        : undefined,
    details: several ? details : undefined,
    additional: additional.length === 0 ? undefined : additional.join('\n'),
  }
}

function detailsOf(strd: Fields, currency: string): RemittanceDetail[] {
  const reference = strd.get('reference')
  const documents = strd.get('document')?.split('\n') ?? []
  const amount = amountOf(strd, currency)
  if (reference === undefined && documents.length === 0) return []
  const base = { ...(reference === undefined ? {} : { reference }), ...(amount === undefined ? {} : { amount }) }
  if (documents.length === 0) return [base]
  // One amount for several documents is the amount of none of them.
  if (documents.length > 1)
    return documents.map((document) => ({ ...(reference === undefined ? {} : { reference }), document }))
  return documents.map((document) => ({ ...base, document }))
}

function amountOf(strd: Fields, currency: string): bigint | undefined {
  const stated = (field: string) => (strd.currency(field) === currency ? strd.amount(field) : undefined)
  const creditNote = stated('creditNote')
  return stated('remitted') ?? (creditNote === undefined ? stated('due') : -creditNote)
}
