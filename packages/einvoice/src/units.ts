import { UNIT_CODES } from './unit-codes.ts'

/**
 * Units as people write them, in the codes of UN/ECE Recommendation 20. "t" is left out on purpose where it could be an
 * hour or a tonne: on Finnish and Swedish invoices it is an hour ("tunti", "timme").
 */
const CODES: Record<string, string[]> = {
  C62: [
    'kpl',
    'kappale',
    'kappaletta',
    'st',
    'styck',
    'stk',
    'pcs',
    'pc',
    'piece',
    'pieces',
    'unit',
    'units',
    'ea',
    'each',
    'yks',
  ],
  HUR: ['h', 't', 'tunti', 'tuntia', 'tim', 'timme', 'timmar', 'time', 'timer', 'hour', 'hours', 'hr', 'hrs'],
  MIN: ['min', 'minuutti', 'minuuttia', 'minut', 'minuter', 'minutt', 'minutter', 'minute', 'minutes'],
  DAY: ['pv', 'pvä', 'päivä', 'päivää', 'vrk', 'dag', 'dagar', 'dager', 'dage', 'day', 'days'],
  WEE: ['vko', 'viikko', 'viikkoa', 'vecka', 'veckor', 'uke', 'uker', 'uge', 'uger', 'week', 'weeks'],
  MON: ['kk', 'kuukausi', 'kuukautta', 'mån', 'månad', 'månader', 'mnd', 'måned', 'måneder', 'md', 'month', 'months'],
  ANN: ['v', 'vuosi', 'vuotta', 'år', 'year', 'years'],
  KGM: ['kg', 'kilo', 'kilogramma', 'kilogram'],
  GRM: ['g', 'gramma', 'gram'],
  TNE: ['tn', 'tonni', 'ton', 'tonn', 'tonne'],
  LTR: ['l', 'litra', 'litraa', 'liter', 'litre'],
  MTR: ['m', 'metri', 'metriä', 'meter', 'metre', 'jm'],
  KMT: ['km', 'kilometri', 'kilometriä', 'kilometer'],
  CMT: ['cm'],
  MMT: ['mm'],
  MTK: ['m2', 'm²', 'neliö', 'neliömetri', 'kvm'],
  MTQ: ['m3', 'm³', 'kuutio', 'kbm'],
  KWH: ['kwh'],
  MWH: ['mwh'],
  SET: ['sarja', 'set', 'sats', 'sett', 'sæt'],
  PR: ['pari', 'paria', 'par', 'pair', 'pairs'],
  P1: ['%', 'pros', 'prosentti'],
}

const BY_TEXT = new Map(Object.entries(CODES).flatMap(([code, texts]) => texts.map((text) => [text, code] as const)))

/** One of something: what a unit is called that no code is known for. */
const UNIT_OF_ONE = 'C62'

/**
 * The code of a unit: what is a code already goes through as it is, so "STK" is a stick where "stk" is a piece. @param unit as it stands on the invoice, or a code already
 * @returns `known` false where it is not understood: then the code is that of one piece and the text must be kept
 */
export function unitCode(unit: string | undefined): { code: string; known: boolean } {
  const text = unit?.trim() ?? ''
  if (text === '') return { code: UNIT_OF_ONE, known: true }
  if (UNIT_CODES.has(text)) return { code: text, known: true }
  const code = BY_TEXT.get(text.toLowerCase().replace(/\.$/, ''))
  return code === undefined ? { code: UNIT_OF_ONE, known: false } : { code, known: true }
}
