/** Finland, consumers: the Debt Collection Act 513/1999 with the figures in force since 16 March 2013 (act 31/2013). */
import type { Rule } from '../rule.ts'
import { count, days, money, months, pack, percent, tiers, word } from '../values.ts'

const CONSUMER = pack('FI', 'CONSUMER')
const SINCE = ['2013-03-16', null] as const

const KKV =
  'Competition and Consumer Authority, https://www.kkv.fi/en/consumer-affairs/debt-collection-and-payment-arrangements/debt-collection-process/'
const KKV_COSTS =
  'Competition and Consumer Authority, https://www.kkv.fi/Tietoa-ja-ohjeita/Maksut-laskut-perinta/perinta/perintakulut-ja-perinnan-eteneminen/'
const KKV_PLANS =
  'Competition and Consumer Authority, https://kkv.fi/en/consumer-affairs/debt-collection-and-payment-arrangements/payment-arrangements'
const OLD_AGENCY =
  'Consumer Agency, http://www.kuluttajavirasto.fi/en-GB/consumer-advice/consumer-rights/delayed-payment-and-collection/collection-before-court-proceedings/collection-costs/'
const CASH_IN = 'https://www.cash-in.com/fi/tietoa-velalliselle/perintakulut/'
const MINILEX = 'https://www.minilex.fi/a/kuluttajansuoja-ja-perint%C3%A4kulut'
const UUVA = 'https://www.uuva.fi/palveluhinnasto'
const OWN = 'https://www.yrittajat.fi/yrittajan-abc/taloushallinto-ja-maksut/maksut-ja-maksaminen/perinta-317194'
const TAKUUSAATIO =
  'Guarantee Foundation, https://www.takuusaatio.fi/tietoa-ja-ratkaisuja/ratkaisuja-velkaongelmiin/maksusopimukset-velkojien-kanssa/sopiminen-maksaa'
const TOTALS = 'https://www.creditvisor.fi/en/for-the-payer/faq/how-much-debt-collection-costs-do-i-have-to-pay/'
const TIMELINE = 'Legal Services Authority, https://oikeuspalveluvirasto.fi/?p=2349'
const LAKI24 = 'https://laki24.fi/lave-velka-perinta_kulut/'
const AVI =
  'Debt Collection Act § 4 b; regional state administrative agency, https://avi.fi/en/services/businesses/enforcement-and-reporting-violations/wealth-and-assets/debt-collection-agencies'
const VANTAA =
  'Debt Collection Act § 4 c; http://www.vantaa.fi/health_care_and_social_services/social_support_and_social_assistance/dept_counselling/_debt_collection_late_payments_and_recovery_proceedings'
const HE_191_2020 = 'HE 191/2020, https://eduskunta.fi/FI/vaski/HallituksenEsitys/sivut/he_191+2020.aspx'
const HE_241_2021 =
  'Debt Collection Act § 5; HE 241/2021, https://eduskunta.fi/FI/vaski/HallituksenEsitys/Sivut/HE_241+2021.aspx'
const LAVM_14_2012 = 'LaVM 14/2012, https://www.parliament.fi/valtiopaivaasiakirjat/LaVM+14/2012'
const RITARI = 'https://perintaritari.fi/usein-kysyttyja-kysymyksia-perinnasta/'

const eur = (text: string) => money('EUR', text)

export const FI_CONSUMER: Rule[] = [
  CONSUMER('REMINDER_FEE', eur('5'), SINCE, KKV, 'verified'),
  CONSUMER('REMINDER_AFTER_DUE', days(14), SINCE, KKV, 'verified'),
  CONSUMER('REMINDER_SPACING', days(14), SINCE, KKV, 'verified'),
  CONSUMER('INVOICE_LEAD', days(14), SINCE, OLD_AGENCY, 'verified'),
  CONSUMER('UNWRITTEN_REMINDER', word('ACTUAL_COST'), SINCE, MINILEX),
  CONSUMER(
    'DEMAND_FEE',
    tiers('EUR', [
      ['100', '14'],
      ['1000', '24'],
      [null, '50'],
    ]),
    SINCE,
    `${CASH_IN}; ${MINILEX}; ${UUVA}`,
  ),
  CONSUMER('DEMAND_FEE_ENFORCEABLE', eur('14'), SINCE, `${CASH_IN}; ${MINILEX}`),
  CONSUMER('FURTHER_DEMAND_SHARE', percent(50), SINCE, `${UUVA}; ${MINILEX}`),
  CONSUMER('OWN_DEMAND_FEE', eur('5'), SINCE, OWN),
  CONSUMER('DEMAND_SPACING', days(14), SINCE, KKV_COSTS, 'verified'),
  CONSUMER('DEMAND_COUNT', count(2), SINCE, KKV_COSTS, 'verified'),
  CONSUMER('DEMAND_AFTER_DUE', days(28), SINCE, `${TIMELINE} (four weeks after the original due date)`, 'verified'),
  CONSUMER('ELECTRONIC_DEMAND', word('SEPARATE_CONSENT'), ['2022-05-01', null], HE_241_2021, 'verified'),
  CONSUMER('EXTENSION_FEE', eur('5'), SINCE, KKV_PLANS, 'verified'),
  CONSUMER('EXTENSION_DAYS', days(14), SINCE, CASH_IN),
  CONSUMER(
    'PLAN_FEE',
    tiers('EUR', [
      ['100', '20'],
      ['1000', '30'],
      [null, '50'],
    ]),
    SINCE,
    TAKUUSAATIO,
  ),
  CONSUMER('PLAN_FEE_SHORT', eur('20'), SINCE, TAKUUSAATIO),
  CONSUMER('PLAN_SHORT_INSTALMENTS', count(4), SINCE, TAKUUSAATIO),
  CONSUMER('PLAN_FEE_ENFORCEABLE', eur('20'), SINCE, TAKUUSAATIO),
  CONSUMER('PLAN_COUNT', count(2), SINCE, TAKUUSAATIO),
  CONSUMER('PLAN_COUNT_LOW', count(1), SINCE, TAKUUSAATIO),
  CONSUMER('PLAN_COUNT_LOW_BELOW', eur('100'), SINCE, TAKUUSAATIO),
  CONSUMER(
    'TOTAL_CAP',
    tiers('EUR', [
      ['100', '60'],
      ['1000', '120'],
      [null, '210'],
    ]),
    SINCE,
    TOTALS,
  ),
  CONSUMER('TOTAL_CAP_ENFORCEABLE', eur('51'), SINCE, 'Commonly quoted; no source found'),
  CONSUMER('EXCEEDING', word('UNUSUAL_WORK_ITEMISED'), SINCE, KKV, 'verified'),
  CONSUMER('PAID_BEFORE_LETTER', word('COSTS_STAND'), SINCE, KKV, 'verified'),
  CONSUMER('FORFEITURE', word('COSTS_LOST'), SINCE, LAKI24),
  CONSUMER('TRATTA', word('FORBIDDEN'), SINCE, HE_191_2020, 'verified'),
  CONSUMER('OBJECTION', word('STOPS_COLLECTION'), SINCE, AVI, 'verified'),
  CONSUMER('SUSPENSION', word('NO_COSTS'), SINCE, `${VANTAA}; ${KKV_PLANS}`, 'verified'),
  CONSUMER('EXPIRED_DEBT', word('FORBIDDEN'), SINCE, LAVM_14_2012, 'verified'),
  CONSUMER('COURT_AFTER_DEMAND', word('DEMAND_FIRST'), SINCE, LAKI24),
  CONSUMER('ENFORCEMENT_AFTER_DUE', months(2), SINCE, TIMELINE, 'verified'),
  CONSUMER('DEFAULT_ENTRY', word('JUDGMENT'), SINCE, RITARI),
]
