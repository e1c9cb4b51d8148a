import type { RemittanceDetail } from '../bank-file.ts'
import type { ReportedReference } from '../entry-facts.ts'
import type { Fields } from './fields.ts'

export interface Remittances {
  /** The one reference, if all parts of the message have the same. */
  reference: string | undefined
  /**
   * Debts or document numbers that are paid, where there are several; undefined where the message gives only the
   * reference.
   */
  details: RemittanceDetail[] | undefined
  /** All references and numbers, with their places. */
  references: ReportedReference[]
}

/** Reads the payer's structured remittance (RmtInf/Strd). @param currency of the account; amounts in others are left out */
export function readRemittances(transaction: Fields, currency: string, detailsMax: number): Remittances {
  const details: RemittanceDetail[] = []
  const references: ReportedReference[] = []
  for (const strd of transaction.remittances) {
    details.push(...detailsOf(strd, currency))
    references.push(...referencesOf(strd, currency))
  }
  for (const value of transaction.list('remittanceId')) references.push({ source: 'RltdRmtInf', value })
  const kept = details.slice(0, detailsMax)
  const several = kept.length > 1 || kept.some(({ document }) => document !== undefined)
  const [only, another] = new Set(kept.flatMap(({ reference }) => (reference === undefined ? [] : [reference])))
  const alike = another === undefined && kept.every(({ reference }) => reference !== undefined || kept.length === 1)
  return {
    reference: alike ? only : undefined,
    details: several ? kept : undefined,
    references: references.slice(0, detailsMax),
  }
}

function detailsOf(strd: Fields, currency: string): RemittanceDetail[] {
  const reference = strd.get('reference')
  const documents = numbersOf(strd)
  const amount = amountOf(strd, currency)
  if (reference === undefined && documents.length === 0) return []
  const base = { ...(reference === undefined ? {} : { reference }), ...(amount === undefined ? {} : { amount }) }
  if (documents.length === 0) return [base]
  // One amount for several documents is the amount of none of them.
  if (documents.length > 1)
    return documents.map((document) => ({ ...(reference === undefined ? {} : { reference }), document }))
  return documents.map((document) => ({ ...base, document }))
}

function numbersOf(strd: Fields): string[] {
  return strd.documents.flatMap((document) => document.get('number') ?? [])
}

function referencesOf(strd: Fields, currency: string): ReportedReference[] {
  const reported = amountOf(strd, currency)
  const alone = numbersOf(strd).length < 2 && reported !== undefined ? { amount: reported } : {}
  const value = strd.get('reference')
  const type = strd.get('referenceType')
  const reference: ReportedReference[] =
    value === undefined ? [] : [{ source: 'CdtrRefInf', ...(type === undefined ? {} : { type }), value, ...alone }]
  return [...reference, ...strd.documents.flatMap((document) => documentReferences(document, alone))]
}

function documentReferences(document: Fields, amount: { amount?: bigint }): ReportedReference[] {
  const type = document.get('type')
  const typed = type === undefined ? {} : { type }
  const number = document.get('number')
  const own: ReportedReference[] =
    number === undefined ? [] : [{ source: 'RfrdDocInf', ...typed, value: number, ...amount }]
  return [...own, ...document.list('lineNumber').map((value): ReportedReference => ({ source: 'LineDtls', value }))]
}

function amountOf(strd: Fields, currency: string): bigint | undefined {
  const stated = (field: string) => (strd.currency(field) === currency ? strd.amount(field) : undefined)
  const creditNote = stated('creditNote')
  return stated('remitted') ?? (creditNote === undefined ? stated('due') : -creditNote)
}
