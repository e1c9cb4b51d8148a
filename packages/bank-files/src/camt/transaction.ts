import type { CivilDate } from '@saatava/core/dates.ts'
import { bankReference } from '../bank-reference.ts'
import type { BankEntry } from '../bank-file.ts'
import { boundedDates } from '../entry-dates.ts'
import type { EntryDoubt, EntryFacts } from '../entry-facts.ts'
import { localDay } from '../local-day.ts'
import { cut, excerpt, joinedMessage } from '../messages.ts'
import type { Output } from '../output.ts'
import { searchTextOf } from '../search-text.ts'
import { type EntryHead, orderOf, waits } from './entry-head.ts'
import { partyOf, returnedOf, textsOf, reportedAmounts, transactionIds } from './facts.ts'
import type { Fields } from './fields.ts'
import { natureOf, takesBack } from './nature.ts'
import { type Remittances, readRemittances } from './remittances.ts'
import { readAmount } from './transaction-amount.ts'
import { transactionType } from './transaction-type.ts'

/**
 * One transaction of an entry, or undefined where it cannot be read, which a fault then says.
 * @param number its number among several; undefined for the only one, whose amount is the entry's
 */
export function readTransaction(
  fields: Fields,
  number: number | undefined,
  head: EntryHead,
  output: Output,
): BankEntry | undefined {
  if (fields.repeated !== undefined) {
    output.fault(
      'entry',
      fields.position,
      'INVALID',
      `Its ${fields.repeated} is there twice, and it is unclear which one is right.`,
    )
    return undefined
  }
  const read = readAmount(fields, number, head, output)
  if (read === undefined) return undefined
  const { amount, sign } = read
  const reference = bankReference(head.account.text, referenceOf(fields, number, head), amount)
  const remittance = readRemittances(fields, head.currency, output.limits.detailsMax)
  const texts = textsOf(fields, number === undefined ? head.fields : undefined)
  const message = joinedMessage(
    texts.map(({ text }) => text),
    output.limits.messageCharsMax,
  )
  const days = daysOf(fields, head, output)
  const endToEndId = fields.get('endToEndId')
  const returnReason = fields.get('returnReason')
  const nature = natureOf({ entry: head.fields, transaction: fields, entrySign: head.sign, sign })
  const reversal = takesBack(nature)
  return {
    bankReference: reference,
    ...(reference === head.entryReference ? {} : { entryReference: head.entryReference }),
    account: head.account.text,
    accountScheme: head.account.scheme,
    currency: head.currency,
    amount,
    bookingDate: head.bookingDate,
    ...(head.valueDate === undefined ? {} : { valueDate: head.valueDate }),
    paymentDate: days.paymentDate,
    ...(remittance.reference === undefined ? {} : { reference: remittance.reference }),
    ...(remittance.details === undefined ? {} : { details: remittance.details }),
    ...(message === undefined ? {} : { message }),
    ...otherParty(fields, amount > 0n !== reversal),
    reversal,
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...head.order,
    ...orderOf(fields.get('messageId'), fields.get('paymentInformationId')),
    ...(returnReason === undefined ? {} : { returnReason }),
    ...(reversal && endToEndId !== undefined ? { reversalOf: endToEndId } : {}),
    paymentType: transactionType(fields) ?? head.type,
    raw: rawOf(fields, number, head, output.limits.rawCharsMax),
    facts: {
      ...factsOf(fields, head, remittance),
      nature,
      level: number === undefined ? 'ONLY' : 'PART',
      dates: days.reported,
      texts,
      ...optionalText(texts, output),
      doubts: [...head.doubts, ...days.doubts, ...read.doubts],
    },
  }
}

type Settled = 'nature' | 'level' | 'dates' | 'texts' | 'doubts'

function factsOf(fields: Fields, head: EntryHead, { references }: Remittances): Omit<EntryFacts, Settled> {
  const returned = returnedOf(fields)
  return {
    ids: [...head.ids, ...transactionIds(fields)],
    statement: head.statement,
    entryPosition: head.fields.position,
    entryAmount: head.amount,
    ...(head.batchCount === undefined ? {} : { batchCount: head.batchCount }),
    amounts: [...head.amounts, ...reportedAmounts(fields)],
    debtor: partyOf(fields, 'debtor'),
    creditor: partyOf(fields, 'creditor'),
    accountAliases: head.account.aliases,
    references,
    ...(returned === undefined ? {} : { returned }),
  }
}

function optionalText(texts: EntryFacts['texts'], output: Output): { searchText?: string } {
  const searchText = searchTextOf(texts, output.limits.searchCharsMax)
  return searchText === undefined ? {} : { searchText }
}

interface Days {
  paymentDate: CivilDate
  reported: EntryFacts['dates']
  doubts: EntryDoubt[]
}

function daysOf(fields: Fields, head: EntryHead, output: Output): Days {
  const day = (field: string) => {
    const text = fields.get(field)
    return text === undefined ? undefined : localDay(text, head.timeZone)
  }
  const [acceptance, settlement] = [day('acceptedAt'), day('settledOn')]
  const reported = {
    ...head.reported,
    ...(acceptance === undefined ? {} : { acceptance }),
    ...(settlement === undefined ? {} : { settlement }),
  }
  // Where the entry's own days are in doubt, none of the transaction's is better.
  if (acceptance === undefined || head.doubts.includes('DATE'))
    return { paymentDate: head.paymentDate, reported, doubts: [] }
  const bounded = boundedDates({ booking: head.bookingDate, value: head.valueDate, acceptance }, {})
  if (bounded.wrong !== undefined) output.fault('check', fields.position, 'DATE_OUT_OF_BOUNDS', waits(bounded.wrong))
  return { paymentDate: bounded.paymentDate, reported, doubts: bounded.wrong === undefined ? [] : ['DATE'] }
}

function rawOf(fields: Fields, number: number | undefined, head: EntryHead, charsMax: number): string {
  const own = excerpt(
    [
      ['TxDtls', String(number ?? 1)],
      ['AcctSvcrRef', fields.get('servicerReference')],
      ['EndToEndId', fields.get('endToEndId')],
      ['TxId', fields.get('transactionId')],
      ['RtrInf', fields.get('returned') === undefined ? undefined : (fields.get('returnReason') ?? 'without a reason')],
    ],
    charsMax,
  )
  return cut(`${head.raw} · ${own}`, charsMax)
}

/** See bank-reference.ts. */
function referenceOf(fields: Fields, number: number | undefined, head: EntryHead): string {
  const own = fields.get('servicerReference')
  const others = fields.get('uetr') ?? fields.get('transactionId')
  if (number === undefined) return own ?? head.servicerReference ?? others ?? head.place
  if (own !== undefined && own !== head.servicerReference) return own
  return others ?? `${head.servicerReference ?? head.place}#${number}`
}

/**
 * Returns the party on the other side. A reversal keeps the parties of what it takes back. @param moneyIn or its reversal
 */
function otherParty(fields: Fields, moneyIn: boolean): { payerName?: string; payerAccount?: string } {
  const { names, accounts } = partyOf(fields, moneyIn ? 'debtor' : 'creditor')
  const [name] = names
  const [account] = accounts
  return {
    ...(name === undefined ? {} : { payerName: name }),
    ...(account === undefined ? {} : { payerAccount: account }),
  }
}
