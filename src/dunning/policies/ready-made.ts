/**
 * Policies that come with the service, one for every country and kind of debtor, named "FI-CONSUMER". The spacing is that
 * of the law packs or longer; what is charged is the most that the law allows on the day. An agency makes its own from them.
 */
import type { EventLetter } from '@saatava/einvoice/model/document.ts'
import type { Policy, PolicyStep } from '../../claims/policy.ts'

const reminder = (afterDays: number, payWithinDays = 14): PolicyStep => ({
  kind: 'REMINDER',
  afterDays,
  fee: 'MOST',
  payWithinDays,
})
const demand = (afterDays: number, payWithinDays = 14): PolicyStep => ({
  kind: 'DEMAND',
  afterDays,
  fee: 'MOST',
  payWithinDays,
})
const offerLegal = (afterDays: number): PolicyStep => ({
  kind: 'OFFER_LEGAL',
  afterDays,
  fee: 'NONE',
  payWithinDays: 0,
})

/** PAID is off: many creditors' debtors know that they have paid. */
const LETTERS: EventLetter[] = ['PLAN_OFFER', 'PLAN_BROKEN', 'DUE_DATE_CHANGED', 'OBJECTION_RECEIVED', 'PAYEE_CHANGED']

type ReadyMade = Pick<Policy, 'country' | 'debtorType' | 'name' | 'steps'>

const READY: readonly ReadyMade[] = [
  {
    country: 'FI',
    debtorType: 'CONSUMER',
    name: 'Finland, consumers: two reminders, two demands, then court is offered',
    steps: [reminder(14), reminder(14), demand(14), demand(14), offerLegal(21)],
  },
  {
    country: 'FI',
    debtorType: 'BUSINESS',
    name: 'Finland, businesses: a reminder, two demands, then court is offered',
    steps: [reminder(14, 10), demand(14, 10), demand(14, 10), offerLegal(21)],
  },
  {
    country: 'SE',
    debtorType: 'CONSUMER',
    name: 'Sweden, consumers: a reminder, a demand, then a payment order is offered',
    steps: [reminder(10, 10), demand(14, 10), offerLegal(14)],
  },
  {
    country: 'SE',
    debtorType: 'BUSINESS',
    name: 'Sweden, businesses: a reminder, a demand, then a payment order is offered',
    steps: [reminder(10, 10), demand(10, 10), offerLegal(14)],
  },
  {
    country: 'NO',
    debtorType: 'CONSUMER',
    name: 'Norway, consumers: two reminders, a demand, then court is offered',
    steps: [reminder(14), reminder(15), demand(15), offerLegal(42)],
  },
  {
    country: 'NO',
    debtorType: 'BUSINESS',
    name: 'Norway, businesses: a reminder, a demand, then court is offered',
    steps: [reminder(14), demand(15), offerLegal(42)],
  },
  {
    country: 'DK',
    debtorType: 'CONSUMER',
    name: 'Denmark, consumers: three reminders, a demand, then court is offered',
    steps: [reminder(10, 10), reminder(10, 10), reminder(10, 10), demand(11, 10), offerLegal(14)],
  },
  {
    country: 'DK',
    debtorType: 'BUSINESS',
    name: 'Denmark, businesses: three reminders, a demand, then court is offered',
    steps: [reminder(10, 10), reminder(10, 10), reminder(10, 10), demand(11, 10), offerLegal(14)],
  },
]

export const READY_MADE: readonly Policy[] = READY.map((policy) => ({
  ...policy,
  policyId: `${policy.country}-${policy.debtorType}`,
  version: 1,
  letters: LETTERS,
}))
