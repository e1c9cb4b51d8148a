/** The sentences of a letter of payment control: what it is about, before the claim, and the debtor's rights, after it. */
import type { CivilDate } from '@saatava/core/dates.ts'
import { sum } from '@saatava/core/money.ts'
import type { InvoiceDocument, LetterSection } from '@saatava/einvoice/model/document.ts'
import { filled, oneLine } from '../texts/addresses.ts'
import { formatDate, formatMoney } from '../texts/formats.ts'
import { adviserOf } from '../texts/letters/advice.ts'
import { contactOf } from '../texts/letters/contact.ts'
import { planLaw } from '../texts/letters/plan-law.ts'
import { boardOf, letterWordsOf } from '../texts/letters/words.ts'
import type { LetterWords } from '../texts/letters/letter-words.ts'

interface Said {
  document: InvoiceDocument
  letter: LetterSection
  words: LetterWords
  date: (day: CivilDate) => string
  money: (minor: bigint) => string
  payBy: string
  contact: string
}

/** Returns the name of the creditor: the seller, or the buyer of the receivable. */
export function creditorName({ factoring, seller }: Pick<InvoiceDocument, 'factoring' | 'seller'>): string {
  return oneLine(factoring?.financierName ?? seller.name)
}

function saidOf(document: InvoiceDocument, letter: LetterSection): Said {
  const { language, currency, dueDate } = document
  const date = (day: CivilDate): string => formatDate(day, language)
  return {
    ...{ document, letter, date, words: letterWordsOf(language), contact: contactOf(letter.collector) },
    money: (minor) => formatMoney(minor, currency, language),
    payBy: date(dueDate),
  }
}

export function leadOf(document: InvoiceDocument, letter: LetterSection): string {
  const { words, date, money, payBy } = saidOf(document, letter)
  const { kind, plan, missed, formerDueDate, objection, invoice } = letter
  const lead = words.lead[kind]({
    creditor: creditorName(document),
    collector: oneLine(letter.collector.name),
    invoice: oneLine(invoice.number),
    total: money(document.payment.payable),
    payBy,
    count: String(plan?.instalments.length ?? 0),
    missed: money(missed?.amount ?? 0n),
    missedOn: date(missed?.dueDate ?? ''),
    former: date(formerDueDate ?? ''),
    receivedOn: date(objection?.date ?? ''),
  })
  return asksClaim(letter) ? `${lead} ${words.alreadyPaid}` : lead
}

/** Does the letter ask for the whole claim? */
function asksClaim({ kind }: LetterSection): boolean {
  return kind === 'REMINDER' || kind === 'DEMAND' || kind === 'PLAN_BROKEN' || kind === 'DUE_DATE_CHANGED'
}

/** Does it state what is claimed, part by part? */
export function statesClaim(letter: LetterSection): boolean {
  return asksClaim(letter) || letter.kind === 'PLAN_OFFER' || letter.kind === 'PAYEE_CHANGED'
}

export function rightsOf(document: InvoiceDocument, letter: LetterSection): string[] {
  const said = saidOf(document, letter)
  return [...ofKind(said), ...helpOf(said)]
}

function ofKind(said: Said): string[] {
  const { words, letter } = said
  switch (letter.kind) {
    case 'PLAN_OFFER':
      return termsOfPlan(said)
    case 'OBJECTION_RECEIVED':
      return afterObjection(said)
    case 'PAID':
      return [words.paidUp]
    case 'PAYEE_CHANGED':
      return [interestNote(said), objectionRight(said)]
    case 'REMINDER':
    case 'DEMAND':
    case 'PLAN_BROKEN':
    case 'DUE_DATE_CHANGED':
      return [interestNote(said), ...claimRights(said, letter.kind)]
    default:
      return letter.kind satisfies never
  }
}

function interestNote({ letter: { interest, claim }, words }: Said): string {
  const runs = interest.length === 0 && claim.interest === 0n ? words.noInterest : words.interestRunsOn
  return `${runs} ${words.interestRight}`
}

function claimRights(said: Said, kind: keyof LetterWords['consequence']): string[] {
  const { document, letter, words, payBy } = said
  const { countryCode, debtorType } = letter
  const stop = kind === 'DEMAND' && countryCode === 'FI' && debtorType === 'CONSUMER'
  const notice = letter.notice === true ? words.notice({ payBy, creditor: creditorName(document) }) : ''
  return [
    objectionRight(said),
    stop ? words.stopCollection : '',
    [words.consequence[kind]({ payBy }), notice].filter(filled).join(' '),
  ].filter(filled)
}

function objectionRight(said: Said): string {
  const { words, contact, payBy } = said
  return [words.objection({ contact, payBy }), boardSentence(said)].filter(filled).join(' ')
}

function boardSentence({ letter, words }: Said): string | undefined {
  const board = boardOf(letter)
  return board === undefined ? undefined : words.board(board)
}

function termsOfPlan({ document, letter, words, money, payBy }: Said): string[] {
  const { fee } = letter
  const act = planLaw(letter, document.language)
  const law = act === undefined ? '' : ` (${act})`
  return [
    words.plan.accept({ first: money(document.payment.payable), payBy }),
    `${fee > 0n ? words.plan.fee({ fee: money(fee), law }) : words.plan.free} ${words.plan.interest}`,
    `${words.plan.samePayment} ${words.plan.broken}`,
  ]
}

function afterObjection(said: Said): string[] {
  const { letter, words, money, contact } = said
  const { claim, objection } = letter
  const { amount } = objection ?? {}
  const undisputed = amount === undefined ? 0n : sum([claim.capital, claim.interest, claim.costs, claim.fees]) - amount
  const { whole, part, undisputed: rest, more, answer } = words.objectionReceived
  return [
    [amount === undefined ? whole : part(money(amount)), undisputed > 0n ? rest(money(undisputed)) : '']
      .filter(filled)
      .join(' '),
    [more(contact), answer, boardSentence(said)].filter(filled).join(' '),
  ]
}

/** For people who cannot pay: instalments, and free advice. */
function helpOf({ document, letter, words }: Said): string[] {
  const { countryCode, debtorType, kind } = letter
  if (debtorType !== 'CONSUMER' || kind === 'PAID') return []
  const adviser = adviserOf(countryCode, document.language)
  const possible = kind === 'REMINDER' || kind === 'DEMAND' ? words.planPossible : ''
  const help = [possible, adviser === undefined ? '' : words.debtAdvice(adviser)].filter(filled).join(' ')
  return help === '' ? [] : [help]
}
