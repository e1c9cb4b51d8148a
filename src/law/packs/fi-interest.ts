/** Finland: the Interest Act 633/1982. The reference rate is the central bank's, rounded up to the half point, by half-year. */
import type { Rule } from '../rule.ts'
import { days, halfYears, pack, percent, word } from '../values.ts'

const ANY = pack('FI', 'ANY')
const CONSUMER = pack('FI', 'CONSUMER')
const BUSINESS = pack('FI', 'BUSINESS')

const REPORT =
  'Bank of Finland, reference rate of the Interest Act § 12, https://reports.suomenpankki.fi/WebForms/ReportViewerPage.aspx?report=%2Ftilastot%2Fmarkkina-_ja_hallinnolliset_korot%2Fviitekorko_en'
const NOTICE_2026H1 =
  'Bank of Finland notice, https://www.sttinfo.fi/tiedote/71709487/korkolain-mukainen-viitekorko-ja-viivastyskorot-11-3062026?lang=fi'
const DERIVED_2025H2 = 'Derived from the central bank’s rate and the Interest Act § 12; no official notice seen'

const rate = (value: number, first: string, last = first) =>
  ANY('REFERENCE_RATE', percent(value), halfYears(first, last), REPORT, 'verified')

const RATES: Rule[] = [
  rate(4, '2007H1'),
  rate(4.5, '2007H2', '2008H2'),
  rate(2.5, '2009H1'),
  rate(1, '2009H2', '2010H2'),
  rate(1, '2011H1'),
  rate(1.5, '2011H2'),
  rate(1, '2012H1', '2012H2'),
  rate(1, '2013H1'),
  rate(0.5, '2013H2', '2016H1'),
  rate(0, '2016H2', '2022H2'),
  rate(2.5, '2023H1'),
  rate(4, '2023H2'),
  rate(4.5, '2024H1'),
  rate(4.5, '2024H2'),
  rate(3.5, '2025H1'),
  ANY('REFERENCE_RATE', percent(2.5), halfYears('2025H2'), DERIVED_2025H2),
  ANY('REFERENCE_RATE', percent(2.5), halfYears('2026H1'), NOTICE_2026H1, 'verified'),
]

const SINCE_2007 = ['2007-01-01', null] as const
const ACT = 'Interest Act 633/1982'
const AXACTOR = `${ACT} §§ 5–6, https://www.axactor.com/fi/artikkelit/korkolaki`
const SUMMARY = 'https://fi.wikipedia.org/wiki/Viiv%C3%A4styskorko'

/** The commercial margin of § 4 a is in force since 16 March 2013; until then § 4 held for businesses too. */
export const FI_INTEREST: Rule[] = [
  ...RATES,
  CONSUMER('LATE_INTEREST_MARGIN', percent(7), SINCE_2007, `${ACT} § 4; ${NOTICE_2026H1}`, 'verified'),
  BUSINESS('LATE_INTEREST_MARGIN', percent(7), ['2007-01-01', '2013-03-15'], `${ACT} § 4; ${REPORT}`, 'verified'),
  BUSINESS('LATE_INTEREST_MARGIN', percent(8), ['2013-03-16', null], `${ACT} § 4 a; ${NOTICE_2026H1}`, 'verified'),
  ANY('INTEREST_START', days(1), SINCE_2007, `${AXACTOR}; ${SUMMARY}`),
  ANY('NO_DUE_DATE_DAYS', days(30), SINCE_2007, `${AXACTOR}; ${SUMMARY}`),
  ANY(
    'DAY_COUNT',
    word('ACT_365'),
    SINCE_2007,
    'Convention of the market; no text of law. https://suomenpankki.fi/link/8c3fd3da55ef40f1a2b36fe8375006b9.aspx gives no advice',
  ),
  ANY('ROUNDING', word('HALF_UP_ONCE'), SINCE_2007, 'Practice, not law: once at the end, half up to the cent'),
  CONSUMER(
    'AGREED_INTEREST',
    word('AT_MOST_STATUTORY'),
    SINCE_2007,
    `${ACT} § 2.2, https://www.finlex.fi/fi/laki/ajantasa/1982/19820633`,
    'verified',
  ),
  BUSINESS('AGREED_INTEREST', word('FREE'), SINCE_2007, 'Bank of Finland notices of the reference rate'),
  CONSUMER('CREDIT_INTEREST_DAYS', days(180), SINCE_2007, `${SUMMARY}; https://oikeuspalveluvirasto.fi`),
]
