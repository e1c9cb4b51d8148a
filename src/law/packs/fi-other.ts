/** Finland: allocation of payments, court, and the limitation of debts (act 728/2003). */
import type { Rule } from '../rule.ts'
import { money, order, pack, years } from '../values.ts'

const ANY = pack('FI', 'ANY')
const CONSUMER = pack('FI', 'CONSUMER')
const BUSINESS = pack('FI', 'BUSINESS')
const SINCE = ['2004-01-01', null] as const

const OIKEUS =
  'Act 728/2003; https://oikeus.fi/talousjavelkaneuvonta/fi/index/laskutmyohassa/velkojenvanhentuminen.html'
const COURT = 'https://www.minilex.fi/a/haastehakemus-hinta, undated and old'
const ORDER_CONSUMER =
  'Debt Collection Act, provision of HE 57/2012; Consumer Ombudsman’s guideline § 6.1 (the text itself has not been read)'
const ORDER_BUSINESS = 'Commercial Code 9:5, general principle; not confirmed'

const eur = (text: string) => money('EUR', text)

export const FI_OTHER: Rule[] = [
  CONSUMER('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), SINCE, ORDER_CONSUMER),
  BUSINESS('ALLOCATION_ORDER', order('INTEREST', 'CAPITAL', 'COSTS'), SINCE, ORDER_BUSINESS),
  ANY('LIMITATION', years(3), SINCE, OIKEUS, 'verified'),
  ANY('LIMITATION_JUDGMENT', years(5), SINCE, OIKEUS, 'verified'),
  ANY('LIMITATION_FINAL_JUDGMENT', years(15), SINCE, OIKEUS, 'verified'),
  ANY('LIMITATION_FINAL_JUDGMENT_NATURAL', years(20), SINCE, OIKEUS, 'verified'),
  ANY('LIMITATION_FINAL', years(20), SINCE, `${OIKEUS}; whether only for natural persons’ debts is not confirmed`),
  ANY(
    'LIMITATION_FINAL_NATURAL',
    years(25),
    SINCE,
    `${OIKEUS}; whether only for natural persons’ debts is not confirmed`,
  ),
  ANY('LIMITATION_OBSTRUCTED', years(10), SINCE, OIKEUS, 'verified'),
  ANY('LIMITATION_PUBLIC', years(5), SINCE, `${OIKEUS} (due 31 May 2017 expires 1 January 2023)`, 'verified'),
  ANY('COURT_FEE', eur('86'), SINCE, COURT),
  ANY('COURT_FEE_ELECTRONIC', eur('65'), SINCE, COURT),
  ANY('COURT_FEE_CONTESTED', eur('250'), SINCE, COURT),
  ANY('COURT_COST_LEAST', eur('210'), SINCE, 'https://laki24.fi/lave-velka-perinta_kulut/'),
  ANY('COURT_COST_MOST', eur('330'), SINCE, 'https://laki24.fi/lave-velka-perinta_kulut/'),
]
