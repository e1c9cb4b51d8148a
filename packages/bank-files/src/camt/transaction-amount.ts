import { AMOUNT_MINOR_MAX } from '@saatava/core/money.ts'
import type { EntryDoubt } from '../entry-facts.ts'
import type { Output } from '../output.ts'
import { type EntryHead, waits } from './entry-head.ts'
import type { Fields } from './fields.ts'

/**
 * The places of a transaction's amount in the currency of its account, best first. .08 has a separate one; the instructed
 * amount is before the fees of banks on the way.
 */
const AMOUNTS = ['amount', 'transactionAmount', 'counterValue', 'instructed']

export interface ReadAmount {
  /** Signed minor units. */
  amount: bigint
  sign: 1n | -1n
  doubts: EntryDoubt[]
}

/** The amount of a transaction; undefined where there is none, which a fault then says. */
export function readAmount(
  fields: Fields,
  number: number | undefined,
  head: EntryHead,
  output: Output,
): ReadAmount | undefined {
  return number === undefined ? ofTheOnlyOne(fields, head, output) : ofOneOfSeveral(fields, head, output)
}

/** The account moved by the entry's amount, whatever its only transaction says; where the two differ, that is said. */
function ofTheOnlyOne(fields: Fields, head: EntryHead, output: Output): ReadAmount {
  const doubts: EntryDoubt[] = []
  const sign = fields.sign()
  if (sign !== undefined && sign !== head.sign) {
    const [own, ofEntry] = [fields.get('sign'), head.fields.get('sign')]
    const wrong = `Its CdtDbtInd is ${own}, but it is the only transaction of an entry whose CdtDbtInd is ${ofEntry}.`
    output.fault('check', fields.position, 'DIRECTION_MISMATCH', waits(wrong))
    doubts.push('DIRECTION')
  }
  const size = head.amount < 0n ? -head.amount : head.amount
  const reported = amountsIn(fields, head.currency)
  const differing = reported.find(({ amount }) => amount !== size)
  if (differing !== undefined) {
    const wrong = `The entry is of ${size} hundredths, but its only transaction has ${differing.amount} (${differing.field}); the amount of the entry is used, because it moved the account.`
    // Less than came, and nothing else that agrees: what the rest is, nobody has said.
    const less = reported.every(({ amount }) => amount < size)
    output.fault('check', fields.position, 'SUM_MISMATCH', less ? waits(wrong) : wrong)
    if (less) doubts.push('AMOUNT')
  }
  return { amount: head.amount, sign: head.sign, doubts }
}

function ofOneOfSeveral(fields: Fields, head: EntryHead, output: Output): ReadAmount | undefined {
  const sign = fields.sign() ?? head.sign
  const reported = amountsIn(fields, head.currency)
  const [own] = reported
  if (own === undefined || own.amount > AMOUNT_MINOR_MAX) {
    output.fault(
      'entry',
      fields.position,
      'MISSING',
      `It is one of several, but has no amount in ${head.currency} of whole hundredths (Amt, or AmtDtls/TxAmt/Amt).`,
    )
    return undefined
  }
  const another = reported.find(({ field, amount }) => field === 'AmtDtls/TxAmt' && amount !== own.amount)
  if (another !== undefined)
    output.fault(
      'check',
      fields.position,
      'SUM_MISMATCH',
      `It has ${own.amount} hundredths (${own.field}) and ${another.amount} (${another.field}); the first is used.`,
    )
  return { amount: sign * own.amount, sign, doubts: [] }
}

const NAMES: Record<string, string> = {
  amount: 'Amt',
  transactionAmount: 'AmtDtls/TxAmt',
  counterValue: 'AmtDtls/CntrValAmt',
  instructed: 'AmtDtls/InstdAmt',
}

function amountsIn(fields: Fields, currency: string): { field: string; amount: bigint }[] {
  const reported: { field: string; amount: bigint }[] = []
  for (const name of AMOUNTS) {
    const amount = fields.currency(name) === currency ? fields.amount(name) : undefined
    if (amount !== undefined) reported.push({ field: NAMES[name] ?? name, amount })
  }
  return reported
}
