/**
 * The words of letters of payment control, one table a language. A function takes what its sentence needs, already
 * formatted. Which of them the law asks for, and where, stands in src/cases/letters/content-rules.ts.
 */
import type { Language, LetterSection } from '../../../invoices/document.ts'
import { danishLetter } from './da.ts'
import { englishLetter } from './en.ts'
import { finnishLetter } from './fi.ts'
import { norwegianLetter } from './no.ts'
import { swedishLetter } from './sv.ts'

type Kind = LetterSection['kind']

export interface LetterWords {
  titles: Record<Kind, string>
  facts: {
    date: string
    caseNumber: string
    invoice: string
    invoiceDate: string
    invoiceDueDate: string
    payBy: string
    payable: string
  }
  lead: Record<Kind, (of: { creditor: string; collector: string; total: string; payBy: string }) => string>
  alreadyPaid: string
  creditor: string
  collector: string
  claim: {
    title: string
    amount: string
    capital: string
    interest: string
    costs: string
    fees: string
    total: string
  }
  /** What the claim rests on. */
  ground: (of: { invoice: string; date: string; dueDate: string; total: string }) => string
  /** What the invoice was for. */
  concerns: (subject: string) => string
  /** Of the fees, this letter's. */
  ofThisLetter: (fee: string) => string
  interestPeriod: (of: { from: string; to: string; rate: string; capital: string }) => string
  interestRunsOn: string
  noInterest: string
  interestRight: string
  objection: (of: { contact: string; payBy: string }) => string
  consequence: Record<Kind, (of: { payBy: string }) => string>
  /** To whom one may complain, where the law wants it said. */
  board: (name: string) => string
}

const WORDS: Record<Language, LetterWords> = {
  fi: finnishLetter,
  sv: swedishLetter,
  en: englishLetter,
  no: norwegianLetter,
  da: danishLetter,
}

export function letterWordsOf(language: Language): LetterWords {
  return WORDS[language]
}

/** Countries call a demand by names of their own: a Swedish one in Finland is no "inkassokrav". */
const DEMANDS: Record<string, Partial<Record<Language, string>>> = { FI: { sv: 'Betalningskrav' } }

export function letterTitle({ kind, countryCode }: LetterSection, language: Language): string {
  const own = kind === 'DEMAND' ? DEMANDS[countryCode]?.[language] : undefined
  return own ?? WORDS[language].titles[kind]
}

/** Boards of complaint that the law wants named: Norway, inkassoloven § 10 second paragraph f and § 22. */
const BOARDS: Record<string, string> = { NO: 'Finansklagenemnda Inkasso' }

export function boardOf({ kind, countryCode }: LetterSection): string | undefined {
  return kind === 'DEMAND' ? BOARDS[countryCode] : undefined
}
