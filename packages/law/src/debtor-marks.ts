/**
 * Facts about a debtor that stop collection from it, or change how it is reached, and the act of each country that says so.
 * The acts are named; their sections are unconfirmed, so a person decides what follows.
 */
import { type Country, isCountry } from './rule.ts'

export const DEBTOR_MARKS = ['DECEASED', 'BANKRUPT', 'DEBT_RESTRUCTURING', 'GUARDIAN', 'PROTECTED_ADDRESS'] as const
export type DebtorMark = (typeof DEBTOR_MARKS)[number]

interface MarkRule {
  ruleId: string
  source: string
}

const SOURCES: Record<DebtorMark, Record<Country, string>> = {
  DECEASED: {
    FI: 'Perintökaari (40/1965), 21 luku: the estate answers for the debts',
    SE: 'Ärvdabalk (1958:637), 21 kap.: the estate answers for the debts',
    NO: 'Arveloven (lov 14. juni 2019 nr. 21): the estate answers for the debts',
    DK: 'Dødsboskifteloven (lov nr. 383 af 22. maj 1996): the estate answers for the debts',
  },
  BANKRUPT: {
    FI: 'Konkurssilaki (120/2004): claims are lodged with the estate',
    SE: 'Konkurslag (1987:672): claims are lodged with the estate',
    NO: 'Konkursloven (lov 8. juni 1984 nr. 58): claims are lodged with the estate',
    DK: 'Konkursloven: claims are lodged with the estate',
  },
  DEBT_RESTRUCTURING: {
    FI: 'Laki yksityishenkilön velkajärjestelystä (57/1993), Laki yrityksen saneerauksesta (47/1993): collection is forbidden',
    SE: 'Skuldsaneringslag (2016:675), Lag (2022:964) om företagsrekonstruktion: collection is forbidden',
    NO: 'Gjeldsordningsloven (lov 17. juli 1992 nr. 99): collection is forbidden',
    DK: 'Konkursloven, gældssanering and rekonstruktion: collection is forbidden',
  },
  GUARDIAN: {
    FI: 'Laki holhoustoimesta (442/1999): letters go to the guardian',
    SE: 'Föräldrabalk (1949:381), 11 and 12 kap.: letters go to the guardian',
    NO: 'Vergemålsloven (lov 26. mars 2010 nr. 9): letters go to the guardian',
    DK: 'Værgemålsloven: letters go to the guardian',
  },
  PROTECTED_ADDRESS: {
    FI: 'Laki väestötietojärjestelmästä (661/2009), 36 §: the address is not disclosed',
    SE: 'Folkbokföringslag (1991:481), 16 §, Offentlighets- och sekretesslag (2009:400), 21 kap.: the address is not disclosed',
    NO: 'Folkeregisterloven (lov 9. desember 2016 nr. 88): the address is not disclosed',
    DK: 'CPR-loven, 28 §: the address is not disclosed',
  },
}

const ELSEWHERE = 'the law of the debtor’s country'

/** The rule that a mark rests on. @param country of the creditor, whose law the case follows */
export function markRule(mark: DebtorMark, country: string): MarkRule {
  const source = isCountry(country) ? SOURCES[mark][country] : ELSEWHERE
  return { ruleId: `${country}.DEBTOR.${mark}`, source }
}

/** Marks under which no letter goes to the debtor and no step is taken. The first one gives a held case its reason. */
const STOPPING: readonly DebtorMark[] = ['DECEASED', 'BANKRUPT', 'DEBT_RESTRUCTURING']

/**
 * The mark that stops collection; undefined where none does. A debtor with a guardian is written to where the guardian is
 * known, and otherwise not at all.
 */
export function stoppingMark(marks: readonly { mark: DebtorMark; guardian?: unknown }[]): DebtorMark | undefined {
  const stopping = STOPPING.find((one) => marks.some(({ mark }) => mark === one))
  if (stopping !== undefined) return stopping
  return marks.some(({ mark, guardian }) => mark === 'GUARDIAN' && (guardian === undefined || guardian === null))
    ? 'GUARDIAN'
    : undefined
}
