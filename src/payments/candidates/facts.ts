/**
 * The facts that speak for a case when money names none: each is something that a person can check. They order the list of
 * candidates, and never allocate.
 */
import { type CivilDate, daysBetween } from '@saatava/core/dates.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Case } from '../../claims/case.ts'
import { nameKeyOf } from '../../debtors/name-keys.ts'

export type Fact =
  | { kind: 'REFERENCE'; reference: string }
  /** The reference of the case; the payer wrote it with one slip. */
  | { kind: 'REFERENCE_NEAR'; reference: string }
  | { kind: 'INVOICE_NUMBER'; number: number }
  /** Exactly this is owed on the day of payment. */
  | { kind: 'OWED_EXACTLY' }
  /** A letter asked for exactly this. */
  | { kind: 'LETTER_AMOUNT'; letter: string; on: CivilDate }
  /** The invoice was of exactly this. */
  | { kind: 'INVOICE_AMOUNT' }
  /** Several cases of the debtor together owe exactly this. */
  | { kind: 'SUM_OF_CASES'; cases: number }
  /** Payments came from the account of the payer before. */
  | { kind: 'ACCOUNT_SEEN'; times: number; lastOn: CivilDate }
  | { kind: 'NAME'; name: string }
  /** Days from the due date to the payment; below 0: it came before. */
  | { kind: 'DATE'; days: number }

/** How loud each fact speaks. One of a reference outweighs a name; two weak ones outweigh one. */
const WEIGHTS: Record<Fact['kind'], number> = {
  REFERENCE: 100,
  REFERENCE_NEAR: 60,
  INVOICE_NUMBER: 45,
  OWED_EXACTLY: 40,
  SUM_OF_CASES: 40,
  LETTER_AMOUNT: 35,
  INVOICE_AMOUNT: 30,
  ACCOUNT_SEEN: 30,
  NAME: 25,
  DATE: 5,
}
/** From here on a person may take the candidate with one key: two facts speak, or a reference alone. */
export const STRONG_MIN = 55
/** Days around the due date on which a payment is expected. */
const EXPECTED_DAYS = 5

export function weightOf(facts: readonly Fact[]): number {
  return facts.reduce((total, { kind }) => total + WEIGHTS[kind], 0)
}

/** The money, as far as the facts look at it. */
export interface Compared {
  /** Minor units. */
  amount: bigint
  paymentDate: CivilDate
  payerName: string | null
  /** Keys of references that the payer gave. */
  keys: ReadonlySet<string>
  /** Keys that differ from a reference of the payer by one slip. */
  nearKeys: ReadonlySet<string>
  /** Numbers in the texts of the payer. */
  numbers: ReadonlySet<number>
}

/** More that is known of a case than its row. */
export interface KnownOfCase {
  /** Minor units on the day of payment; null: the law gives no answer. */
  owed: bigint | null
  letter: { kind: string; on: CivilDate } | undefined
  paidBefore: { times: number; lastOn: CivilDate } | undefined
}

/** Pure. The facts about one case, the loudest first. */
export function factsOf(money: Compared, debt: Case, known: KnownOfCase): Fact[] {
  const named = [...namedBy(money, debt), ...amountFact(money, debt, known)]
  const { paidBefore } = known
  if (paidBefore !== undefined) named.push({ kind: 'ACCOUNT_SEEN', ...paidBefore })
  if (money.payerName !== null && isSameName(money.payerName, debt.debtor.name))
    named.push({ kind: 'NAME', name: debt.debtor.name })
  const days = daysBetween(debt.caseDueDate, money.paymentDate)
  // The day alone fits thousands of cases.
  if (named.length > 0 && Math.abs(days) <= EXPECTED_DAYS) named.push({ kind: 'DATE', days })
  return named.toSorted((a, b) => WEIGHTS[b.kind] - WEIGHTS[a.kind])
}

function namedBy({ keys, nearKeys, numbers }: Compared, debt: Case): Fact[] {
  const reference = debt.paymentReference
  if (reference !== null && keys.has(referenceKey(reference))) return [{ kind: 'REFERENCE', reference }]
  const facts: Fact[] = []
  if (reference !== null && nearKeys.has(referenceKey(reference))) facts.push({ kind: 'REFERENCE_NEAR', reference })
  if (numbers.has(debt.invoiceNumber)) facts.push({ kind: 'INVOICE_NUMBER', number: debt.invoiceNumber })
  return facts
}

/** One fact about the amount at most: an invoice without interest is owed, asked for and invoiced with the same sum. */
function amountFact({ amount }: Compared, debt: Case, { owed, letter }: KnownOfCase): Fact[] {
  if (owed === amount) return [{ kind: 'OWED_EXACTLY' }]
  if (letter !== undefined) return [{ kind: 'LETTER_AMOUNT', letter: letter.kind, on: letter.on }]
  return debt.capital === amount ? [{ kind: 'INVOICE_AMOUNT' }] : []
}

/** The words of the shorter name, two at least, are all in the other. Banks write names in any order, and middle names too. */
export function isSameName(a: string, b: string): boolean {
  const [short = [], long = []] = [a, b]
    .map((name) => nameKeyOf(name).split(' '))
    .toSorted((x, y) => x.length - y.length)
  if (short.length < 2) return short.length === long.length && short[0] !== '' && short[0] === long[0]
  return short.every((word) => long.includes(word))
}
