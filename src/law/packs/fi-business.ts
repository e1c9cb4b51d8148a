/**
 * Finland, businesses: permanent rules since 1 May 2022 (HE 241/2021), and the temporary ones of the first half of 2021
 * for old cases. A cap on the total and fees for plans and extensions exist since 2022, but their amounts are not known
 * here: no rule stands for them, and the agency gives its own.
 */
import type { Rule } from '../rule.ts'
import { count, days, halfYears, money, pack, percent, tiers, word } from '../values.ts'

const BUSINESS = pack('FI', 'BUSINESS')
const SINCE = ['2022-05-01', null] as const
const IN_2021H1 = halfYears('2021H1')
/** Since when these held before the reform is not known here: the temporary acts of 2021 have them. */
const UNTIL_REFORM = ['2021-01-01', '2022-04-30'] as const

const PROCOUNTOR = 'https://procountor.fi/blogi/perintalain-muutos/'
const OKPERINTA = 'https://www.okperinta.fi/ajankohtaista/uusi-perintalaki-astuu-voimaan/'
const YRITTAJAT =
  'https://www.yrittajat.fi/tietopankki/markkinointi-ja-myynti/laskutus/perinta-yritysten-valisessa-kaupassa/'
const HE_241_2021 = 'HE 241/2021, https://eduskunta.fi/FI/vaski/HallituksenEsitys/Sivut/HE_241+2021.aspx'
const HE_57_2012 = 'HE 57/2012, https://finlex.fi/fi/esitykset/he/2012/20120057'
const RITARI = 'https://perintaritari.fi/perintakulut-ovat-velkojan-ei-perintatoimiston-saatavia/'
const DEFAULTS = 'https://perintaritari.fi/usein-kysyttyja-kysymyksia-perinnasta/'
const TEMPORARY =
  'Temporary act of 2021, https://kiertokaari.fi/perintalain-muutos-nostaa-yritysten-ja-taloyhtioiden-kuluja/'
const TERMS = 'Act 30/2013 § 5'

const eur = (text: string) => money('EUR', text)

/** Between 2 500 and 10 000 the source is cut off: no rule. */
const TRATTA_FEE = {
  type: 'TIERS' as const,
  currency: 'EUR',
  tiers: [
    { over: 0n, upTo: 500_00n, amount: 110_00n },
    { over: 500_00n, upTo: 2_500_00n, amount: 125_00n },
    { over: 10_000_00n, upTo: null, amount: 150_00n },
  ],
}

export const FI_BUSINESS: Rule[] = [
  BUSINESS('REMINDER_FEE', eur('12'), SINCE, `${PROCOUNTOR}; ${OKPERINTA}; ${YRITTAJAT}`),
  BUSINESS('REMINDER_SPACING', days(10), SINCE, `${OKPERINTA}; ${YRITTAJAT}`),
  BUSINESS('DEMAND_SPACING', days(10), SINCE, `${OKPERINTA}; ${YRITTAJAT}`),
  BUSINESS(
    'DEMAND_FEE',
    tiers('EUR', [
      ['500', '50'],
      ['2500', '70'],
      ['10000', '90'],
      [null, '110'],
    ]),
    SINCE,
    `${YRITTAJAT}; ${OKPERINTA}`,
  ),
  BUSINESS('DEMAND_FEE_ENFORCEABLE', eur('50'), SINCE, `${YRITTAJAT}; ${OKPERINTA}`),
  BUSINESS('FURTHER_DEMAND_SHARE', percent(50), SINCE, `${YRITTAJAT}; ${OKPERINTA}`),
  BUSINESS('OWN_DEMAND_FEE', eur('12'), SINCE, YRITTAJAT),
  BUSINESS('BANKRUPTCY_THREAT_FEE', eur('100'), SINCE, YRITTAJAT),
  BUSINESS('TRATTA_FEE', TRATTA_FEE, SINCE, `${OKPERINTA}; ${RITARI}`),
  BUSINESS('TRATTA_AFTER_REMINDER', days(10), SINCE, HE_241_2021, 'verified'),
  BUSINESS('TRATTA_PROTEST', days(14), SINCE, HE_241_2021, 'verified'),
  BUSINESS('TRATTA_AFTER_REMINDER', days(7), UNTIL_REFORM, `${HE_241_2021} (as it was before)`),
  BUSINESS('TRATTA_PROTEST', days(10), UNTIL_REFORM, `${HE_241_2021} (as it was before)`),
  BUSINESS('COMPENSATION', eur('40'), ['2013-03-16', null], HE_57_2012, 'verified'),
  BUSINESS(
    'COMPENSATION_RELATION',
    word('COUNTS_TOWARDS_COSTS'),
    ['2013-03-16', null],
    'Practice in the EU; not confirmed for Finland',
  ),
  BUSINESS('TERMS_MOST', days(30), ['2013-03-16', null], TERMS),
  BUSINESS('TERMS_AGREED_MOST', days(60), ['2013-03-16', null], TERMS),
  BUSINESS('DEFAULT_ENTRY', word('JUDGMENT_OR_PROTEST'), SINCE, DEFAULTS),
  // 1 January to 30 June 2021; from July 2021 to April 2022 other figures held, which are not known here.
  BUSINESS('REMINDER_FEE', eur('10'), IN_2021H1, TEMPORARY),
  BUSINESS(
    'DEMAND_FEE',
    tiers('EUR', [
      ['500', '50'],
      [null, '80'],
    ]),
    IN_2021H1,
    TEMPORARY,
  ),
  BUSINESS('FURTHER_DEMAND_SHARE', percent(50), IN_2021H1, `${TEMPORARY} (25 and 40)`),
  BUSINESS('TRATTA_FEE', tiers('EUR', [[null, '100']]), IN_2021H1, TEMPORARY),
  BUSINESS('BANKRUPTCY_THREAT_FEE', eur('100'), IN_2021H1, TEMPORARY),
  BUSINESS('EXTENSION_FEE', eur('10'), IN_2021H1, TEMPORARY),
  BUSINESS('PLAN_FEE', tiers('EUR', [[null, '60']]), IN_2021H1, TEMPORARY),
  BUSINESS('PLAN_FEE_SHORT', eur('30'), IN_2021H1, TEMPORARY),
  BUSINESS('PLAN_SHORT_INSTALMENTS', count(4), IN_2021H1, TEMPORARY),
  BUSINESS('PLAN_EXTRA_FEE', eur('5'), IN_2021H1, TEMPORARY),
  BUSINESS('PLAN_EXTRA_FROM', count(7), IN_2021H1, TEMPORARY),
  BUSINESS(
    'TOTAL_CAP',
    tiers('EUR', [
      ['500', '230'],
      [null, '410'],
    ]),
    IN_2021H1,
    TEMPORARY,
  ),
]
