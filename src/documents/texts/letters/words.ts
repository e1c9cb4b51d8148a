/**
 * The words of letters of payment control, one table a language. A function takes what its sentence needs, already
 * formatted. src/dunning/letters/content-rules.ts lists which of them the law asks for, and where.
 */
import type { LetterWords } from './letter-words.ts'
import type { Language, LetterSection } from '@saatava/einvoice/model/document.ts'
import { danishLetter } from './da.ts'
import { englishLetter } from './en.ts'
import { finnishLetter } from './fi.ts'
import { norwegianLetter } from './no.ts'
import { swedishLetter } from './sv.ts'

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

/** Countries name a demand differently: a Swedish one in Finland is no "inkassokrav". */
const DEMANDS: Record<string, Partial<Record<Language, string>>> = { FI: { sv: 'Betalningskrav' } }

export function letterTitle({ kind, countryCode }: LetterSection, language: Language): string {
  const own = kind === 'DEMAND' ? DEMANDS[countryCode]?.[language] : undefined
  return own ?? WORDS[language].titles[kind]
}

/** Boards of complaint that the law wants named: Norway, inkassoloven § 10 second paragraph f and § 22. */
const BOARDS: Record<string, string> = { NO: 'Finansklagenemnda Inkasso' }

export function boardOf({ kind, countryCode }: LetterSection): string | undefined {
  return kind === 'DEMAND' || kind === 'OBJECTION_RECEIVED' ? BOARDS[countryCode] : undefined
}
