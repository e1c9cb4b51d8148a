/**
 * Draws a life from the seed: clients, the invoices they send and when, and the acts of each debtor. Days are counted
 * from the life's first one. Nothing here knows what the service will make of it.
 */
import type { System } from '../../../src/connectors/port.ts'
import { type Random, createRandom } from '../crash/random.ts'
import { EURO_SYSTEMS } from '../sync/systems.ts'
import type { Size } from './size.ts'
import { type Deed, storyOf } from './stories.ts'

export type LifeCountry = 'FI' | 'SE' | 'NO' | 'DK'
const COUNTRIES: LifeCountry[] = ['FI', 'SE', 'NO', 'DK']
export const CURRENCY = { FI: 'EUR', SE: 'SEK', NO: 'NOK', DK: 'DKK' } as const

/** A client's agreement with the agency, beside the defaults. */
interface LifeContract {
  allocationOrder?: ('CAPITAL' | 'INTEREST' | 'COSTS' | 'FEES')[]
  commission?: { fromStage: 'REMINDER' | 'DEMAND' | 'LEGAL'; percent: number; of: string[] }[]
  settlement?: { schedule: 'DAILY' | 'WEEKLY'; weekdays?: number[] }
  withdrawnCosts?: 'CLIENT' | 'AGENCY'
}

export interface PlannedClient {
  index: number
  country: LifeCountry
  service: 'LIFECYCLE' | 'COOP' | 'COLLECTION'
  accounting: System | null
  contract: LifeContract | null
}

type Channel = 'EMAIL' | 'EINVOICE' | 'PRINT' | 'NONE'

export interface PlannedInvoice {
  client: number
  number: number
  type: 'INVOICE' | 'AUTO_PAYMENT_INVOICE' | 'COLLECTION' | 'FACTORING' | 'REMINDER'
  /** The day on which it is sent. */
  day: number
  /** From its date to its due date. */
  netDays: number
  /** COLLECTION: so many days before it is sent, it fell due. */
  overdueDays: number
  consumer: boolean
  channel: Channel
  /** The debtor has an address for mails. */
  email: boolean
  /** Net prices of its rows, major units. */
  prices: number[]
  controlled: boolean
  accounting: boolean
  /** Costs of the creditor, major units. */
  costs: number
  interest: { type: 'REFERENCE_RATE' } | { type: 'FIXED'; percentage: number } | null
  story: string
  deeds: Deed[]
}

export interface Scenario {
  clients: PlannedClient[]
  invoices: PlannedInvoice[]
}

/** By country: what capitals there are, so that every tier of the fee tables is met. Net, major units. */
const PRICES: Record<LifeCountry, [min: number, max: number][]> = {
  FI: [
    [20, 79],
    [81, 790],
    [800, 1_900],
    [2_100, 7_900],
    [8_100, 20_000],
  ],
  SE: [
    [100, 900],
    [900, 9_000],
    [9_000, 90_000],
  ],
  NO: [
    [100, 390],
    [410, 790],
    [810, 1_900],
    [2_100, 7_900],
    [8_100, 60_000],
  ],
  DK: [
    [100, 900],
    [900, 9_000],
    [9_000, 90_000],
  ],
}

export function scenarioOf(size: Size, lastDay: number): Scenario {
  const random = createRandom(size.seed, 'scenario')
  const clients = Array.from({ length: size.clients }, (_, index) => clientOf(index, random))
  const numbers = new Map<number, number>()
  const invoices = Array.from({ length: size.invoices }, (_, i): PlannedInvoice => {
    const client = clients[i % clients.length] as PlannedClient
    const number = (numbers.get(client.index) ?? 1_000) + 1
    numbers.set(client.index, number)
    // Numbers of different clients are the same, as they are in the world.
    return invoiceOf(client, number, createRandom(size.seed, `invoice ${client.index} ${number}`), lastDay)
  })
  return { clients, invoices: invoices.toSorted((a, b) => a.day - b.day) }
}

function clientOf(index: number, random: Random): PlannedClient {
  const country =
    index < COUNTRIES.length
      ? (COUNTRIES[index] as LifeCountry)
      : random.pick(['FI', 'FI', 'FI', 'SE', 'NO', 'DK'] as const)
  const service = random.chance(0.12) && index >= 4 ? random.pick(['COOP', 'COLLECTION'] as const) : 'LIFECYCLE'
  // The systems are Finnish, and so is the VAT that they know.
  const accounting = country === 'FI' && (index === 0 || random.chance(0.85)) ? random.pick(EURO_SYSTEMS) : null
  return { index, country, service, accounting, contract: random.chance(0.6) ? contractOf(random) : null }
}

function contractOf(random: Random): LifeContract {
  const names = random.pick([
    ['CAPITAL'],
    ['CAPITAL', 'INTEREST'],
    ['INTEREST', 'COSTS'],
    ['CAPITAL', 'INTEREST', 'COSTS'],
  ])
  return {
    ...(random.chance(0.3) ? { allocationOrder: ['FEES', 'COSTS', 'INTEREST', 'CAPITAL'] } : {}),
    ...(random.chance(0.6)
      ? {
          commission: [
            { fromStage: 'REMINDER', percent: random.pick([1, 2.5, 7.75]), of: names },
            ...(random.chance(0.5)
              ? [{ fromStage: 'DEMAND' as const, percent: random.pick([5, 12.5]), of: names }]
              : []),
          ],
        }
      : {}),
    ...(random.chance(0.3) ? { withdrawnCosts: 'AGENCY' } : {}),
    ...(random.chance(0.6)
      ? {
          settlement: random.chance(0.5)
            ? { schedule: 'DAILY' }
            : { schedule: 'WEEKLY', weekdays: random.pick([[1], [1, 3, 5], [4]]) },
        }
      : {}),
  }
}

function invoiceOf(client: PlannedClient, number: number, random: Random, lastDay: number): PlannedInvoice {
  const collection = client.service === 'COLLECTION' || (client.service === 'LIFECYCLE' && random.chance(0.05))
  const type = collection ? 'COLLECTION' : typeOf(client, random)
  const consumer = random.chance(0.6)
  const day = random.integer(0, Math.max(0, lastDay - 20))
  const netDays = random.pick([7, 14, 14, 14, 21, 30])
  const overdueDays = random.integer(10, 500)
  const [min, max] = random.pick(PRICES[client.country])
  const prices = Array.from({ length: random.integer(1, 3) }, () => random.integer(min * 100, max * 100) / 100)
  const einvoice = client.country === 'FI' && !consumer
  const email = random.chance(0.7)
  const channel: Channel =
    einvoice && random.chance(0.5) ? 'EINVOICE' : email && random.chance(0.6) ? 'EMAIL' : random.pick(['PRINT', 'NONE'])
  const costs = random.chance(0.1) ? random.integer(100, 2_500) / 100 : 0
  const due = type === 'COLLECTION' ? day : day + netDays
  const { story, deeds } =
    type === 'REMINDER'
      ? { story: 'only reminded', deeds: [] }
      : storyOf({ day, due, type, country: client.country }, random)
  return {
    ...{ client: client.index, number, type, day, netDays, overdueDays, consumer, channel, email, prices, costs },
    // The financier is paid elsewhere: nobody here sees whether.
    controlled: type !== 'REMINDER' && type !== 'FACTORING' && (type === 'COLLECTION' || random.chance(0.95)),
    accounting: client.accounting !== null && type !== 'COLLECTION' && type !== 'REMINDER' && random.chance(0.8),
    interest: interestOf(consumer, random),
    story,
    // The financier acquires it by approving it.
    deeds: type === 'FACTORING' ? [{ do: 'APPROVE', day: day + 1 }] : deeds,
  }
}

function typeOf(client: PlannedClient, random: Random): PlannedInvoice['type'] {
  if (random.chance(0.04)) return 'REMINDER'
  if (client.service !== 'LIFECYCLE') return 'INVOICE'
  if (client.country === 'FI' && random.chance(0.08)) return 'AUTO_PAYMENT_INVOICE'
  return random.chance(0.04) ? 'FACTORING' : 'INVOICE'
}

/** Mostly the law's; an agreed one below it is anybody's to agree, more than it only between businesses. */
function interestOf(consumer: boolean, random: Random): PlannedInvoice['interest'] {
  const dice = random.next()
  if (dice < 0.6) return null
  if (dice < 0.8) return { type: 'REFERENCE_RATE' }
  return { type: 'FIXED', percentage: consumer ? random.pick([4, 5.5]) : random.pick([4, 7.25]) }
}
