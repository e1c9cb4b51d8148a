/**
 * The most that the law lets collection cost, written down a second time, in small tables straight from the sources and
 * without a word of the code that charges: each fee alone, how many, how far apart, and all together.
 */
import { daysBetween } from '@saatava/core/dates.ts'
import { minorToText } from '@saatava/core/money.ts'

export interface Charged {
  country: 'FI' | 'SE' | 'NO' | 'DK'
  debtorType: 'CONSUMER' | 'BUSINESS'
  /** The invoice's own. */
  dueDate: string
  invoiceDate: string
  /** Costs of collection that the creditor itself has put on the claim, minor units. */
  creditorCosts?: bigint
}

export interface Charge {
  step: string
  date: string
  /** Minor units. */
  fee: bigint
  /** Open and not denied on the day, minor units. */
  capital: bigint
  /** Instalments of a plan, where they are known. */
  instalments?: number
}

/** "Capital up to" (null: without end) and the fee, major units. */
type Tiers = readonly (readonly [upTo: number | null, fee: number])[]

interface Table {
  reminder: number
  reminders: number
  reminderAfterDue: number
  /** Days after the letter before. */
  spacing: number
  demand: Tiers
  demands: number
  /** Days after a reminder of after the due date, without which there is no demand; null: none is needed. */
  demandAfterReminder: number | null
  /** Days in which the last letter before a demand lets pay: the demand comes after them. */
  notice: number
  /** A second demand: this part of the first. */
  further: number
  /** A second demand, where it has a separate table. */
  second?: Tiers
  /** Days without a letter after which reminders are counted again: six months. */
  rest?: number
  plan: Tiers | null
  /** Fee of a plan of at most four instalments. */
  planShort?: number
  /** More for each instalment from the seventh on. */
  planMore?: number
  plans: number
  /** One plan up to this capital. */
  onePlanTo?: number
  /** In all. */
  total: Tiers | null
}

const MANY = 99
/** No rule of a second one is known where a figure below does not say so: once. */
const PLAIN = {
  reminders: 1,
  reminderAfterDue: 0,
  spacing: 0,
  demands: 1,
  demandAfterReminder: null,
  notice: 0,
  further: 1,
}
const NO_PLANS = { plan: null, plans: 0, total: null }

const FI_CONSUMER: Table = {
  ...{ reminder: 5, reminders: MANY, reminderAfterDue: 14, spacing: 14, notice: 0 },
  ...{ demands: 2, demandAfterReminder: 14, further: 0.5, plans: 2, planShort: 20, onePlanTo: 100 },
  demand: [
    [100, 14],
    [1_000, 24],
    [null, 50],
  ],
  plan: [
    [100, 20],
    [1_000, 30],
    [null, 50],
  ],
  total: [
    [100, 60],
    [1_000, 120],
    [null, 210],
  ],
}
/** Since May 2022. */
const FI_BUSINESS: Table = {
  ...{ ...PLAIN, reminder: 12, reminders: MANY, spacing: 10, demands: 2, further: 0.5 },
  ...{ plans: 2, planShort: 30, planMore: 5, onePlanTo: 500 },
  plan: [
    [500, 30],
    [2_500, 45],
    [10_000, 60],
    [null, 75],
  ],
  total: [
    [500, 250],
    [2_500, 470],
    [10_000, 550],
    [null, 620],
  ],
  demand: [
    [500, 50],
    [2_500, 70],
    [10_000, 90],
    [null, 110],
  ],
}
const SWEDEN: Table = {
  ...{ ...PLAIN, reminder: 60, plans: 1, total: null },
  demand: [[null, 180]],
  plan: [[null, 170]],
}
const DENMARK: Table = {
  ...{ ...PLAIN, ...NO_PLANS, reminder: 100, reminders: 3, spacing: 10, demands: 2 },
  demand: [[null, 100]],
  // A collector's own costs.
  second: [
    [1_000, 400],
    [2_500, 700],
    [5_000, 1_000],
    [10_000, 1_300],
    [25_000, 1_700],
    [50_000, 2_250],
    [100_000, 2_850],
    [250_000, 3_850],
    [null, 6_400],
  ],
}
const NORWAY: Table = {
  ...{ ...PLAIN, ...NO_PLANS, reminder: 35, reminders: 2, reminderAfterDue: 14, notice: 14 },
  ...{ plan: [[null, 1_050]], plans: 1, rest: 181 },
  // Light fees: the heavy ones are charged by no step of a policy.
  demand: [
    [500, 175],
    [1_000, 245],
    [2_500, 280],
    [10_000, 560],
    [50_000, 1_120],
    [250_000, 2_520],
    [null, 5_040],
  ],
}
/** Claims due until 1 October 2020. */
const NORWAY_BEFORE: Tiers = [
  [2_500, 350],
  [10_000, 700],
  [50_000, 1_400],
  [250_000, 2_800],
  [null, 5_600],
]

/** Fees of Norway go by a unit ("inkassosats") of the day on which the letter is sent: 700 kroner, since 2026 750. */
const NORWEGIAN_UNIT_FROM = '2026-01-01'
const NORWEGIAN_RISE = 750 / 700

function tableOf({ country, debtorType, dueDate }: Charged, date: string): Table {
  if (country === 'FI') return debtorType === 'CONSUMER' ? FI_CONSUMER : FI_BUSINESS
  if (country === 'SE') return SWEDEN
  if (country === 'DK') return DENMARK
  const old = dueDate <= '2020-10-01'
  const demand = old ? NORWAY_BEFORE : NORWAY.demand
  const rise = date >= NORWEGIAN_UNIT_FROM ? NORWEGIAN_RISE : 1
  const more = (debtorType === 'BUSINESS' ? 1.5 : 1) * rise
  // A twentieth of the unit, in whole kroner; a tenth before.
  const unlike = old
    ? { reminder: 70 * rise, plan: null, plans: 0 }
    : { reminder: rise === 1 ? 35 : 38, plan: [[null, 1_050 * rise]] as const }
  return { ...NORWAY, ...unlike, demand: demand.map(([upTo, fee]) => [upTo, fee * more] as const) }
}

/** Returns the charges above the law's limits, in words. @param charges in order of their days; those of nothing too */
export function excesses(claim: Charged, charges: readonly Charge[]): string[] {
  const counts = { REMINDER: 0, DEMAND: 0, PLAN: 0 }
  /** Charges that cost something: the others are free, however many. */
  const charged = { REMINDER: 0, DEMAND: 0, PLAN: 0 }
  const found: string[] = []
  let letter: Charge | undefined
  let reminded: string | undefined
  let sum = claim.creditorCosts ?? 0n
  for (const charge of charges) {
    const { step, date, fee, capital } = charge
    const table = tableOf(claim, date)
    sum += fee
    const tell = (why: string) => found.push(`${step} of ${date} costs ${minorToText(fee)}: ${why}`)
    if (step !== 'REMINDER' && step !== 'DEMAND' && step !== 'PLAN') {
      tell('no such step is known')
      continue
    }
    if (table.rest !== undefined && letter !== undefined && daysBetween(letter.date, date) >= table.rest)
      charged.REMINDER = 0
    counts[step] += 1
    if (fee > 0n) {
      charged[step] += 1
      const most = mostOf(claim, table, charge, charged[step], counts[step])
      if (fee > most) tell(`at most ${minorToText(most)} on a capital of ${minorToText(capital)}`)
      if (table.total !== null && sum > tierOf(table.total, capital))
        tell(`${minorToText(sum)} in all, at most ${minorToText(tierOf(table.total, capital))}`)
      if (step !== 'PLAN') for (const why of tooEarly(claim, table, charge, letter)) tell(why)
    }
    if (step === 'DEMAND' && table.demandAfterReminder !== null) {
      const days = reminded === undefined ? -1 : daysBetween(reminded, date)
      if (days < table.demandAfterReminder) tell(`${days} days after the first reminder`)
    }
    if (step === 'REMINDER' && date > claim.dueDate) reminded ??= date
    if (step !== 'PLAN') letter = charge
  }
  return found
}

function mostOf(
  { country, debtorType, invoiceDate, dueDate }: Charged,
  table: Table,
  { step, capital, instalments = MANY }: Charge,
  charged: number,
  ordinal: number,
): bigint {
  const consumer = country === 'FI' && debtorType === 'CONSUMER'
  if (step === 'REMINDER') {
    const short = consumer && daysBetween(invoiceDate, dueDate) < 14
    return charged > table.reminders || short ? 0n : BigInt(Math.round(table.reminder * 100))
  }
  if (step === 'PLAN') {
    const plans = capital <= BigInt(table.onePlanTo ?? 0) * 100n ? Math.min(1, table.plans) : table.plans
    if (table.plan === null || charged > plans) return 0n
    if (country === 'NO' && instalments <= 4) return 0n
    if (table.planShort !== undefined && instalments <= 4) return BigInt(table.planShort) * 100n
    const more = instalments === MANY ? 0 : Math.max(0, instalments - 6) * (table.planMore ?? 0)
    return tierOf(table.plan, capital) + BigInt(more) * 100n
  }
  if (charged > table.demands) return 0n
  const first = tierOf(table.demand, capital)
  if (ordinal > 1 && table.second !== undefined) return tierOf(table.second, capital)
  return ordinal === 1 ? first : BigInt(Math.floor(Number(first) * table.further))
}

function tooEarly({ dueDate }: Charged, table: Table, { step, date }: Charge, before: Charge | undefined): string[] {
  const afterDue = step === 'REMINDER' ? table.reminderAfterDue : 0
  const afterLetter = before === undefined ? undefined : daysBetween(before.date, date)
  return [
    ...(date <= dueDate || daysBetween(dueDate, date) < afterDue ? [`due only on ${dueDate}`] : []),
    ...(afterLetter !== undefined && afterLetter < table.spacing ? [`too soon after ${before?.date}`] : []),
    ...(step === 'REMINDER' && table.rest !== undefined && before?.step === 'REMINDER' && (afterLetter ?? 0) <= 14
      ? ['within the 14 days of the reminder before']
      : []),
    ...(step === 'DEMAND' && table.notice > 0 && (afterLetter ?? 0) <= table.notice
      ? [`within the ${table.notice} days of the notice, or without one`]
      : []),
  ]
}

function tierOf(tiers: Tiers, capital: bigint): bigint {
  const [, fee = 0] = tiers.find(([upTo]) => upTo === null || capital <= BigInt(upTo) * 100n) ?? []
  return BigInt(Math.round(fee * 100))
}
