/** The look-ups of one company, each kept for a while: its id, its voucher types, its months. */
import { PAYMENT_DOCUMENT_TYPE } from '../parts.ts'
import { type Cached, cached, RECHECK_AFTER_MS } from '../cache.ts'
import { ConnectorError } from '../errors.ts'
import { listOf, textOf } from '../json.ts'
import { mapped } from '../mapped.ts'
import type { Mappings } from '../port.ts'
import type { Client } from './client.ts'
import { monthOf } from './codec.ts'
import { refused } from './errors.ts'
import type { FivaldiSettings } from './settings.ts'

interface VoucherType {
  id: number
  description: string
}

export interface Company {
  /** The path of a resource of the company: path('/bookkeeping/vouchers') */
  path(resource: string, signal: AbortSignal): Promise<string>
  voucherTypes: Cached<VoucherType[]>
  /** The id of the voucher type of a document. Refuses one that the company does not have. */
  voucherType(kind: DocumentKind, signal: AbortSignal): Promise<number>
  /** Refuses a day whose month is closed, or in no fiscal year. */
  checkOpen(date: string, signal: AbortSignal): Promise<void>
  drop(): void
}

/** A document type's abbreviation, or a payment. */
export type DocumentKind = { documentType: string } | 'payment'

/** The names of voucher types as Finnish companies call them, most fitting first. */
const NAMES: Record<string, RegExp[]> = {
  ML: [/myyntilasku/i, /myynti/i],
  MS: [/myyntisuoritu|myynnin suoritu|suoritu/i, /tiliote|pankki/i],
  PT: [/tiliote|pankki/i],
  KT: [/kassa/i],
  MU: [/muistio|muu/i],
  OL: [/ostolasku/i, /osto/i],
  OS: [/ostosuoritu|maksu/i, /tiliote|pankki/i],
  JK: [/jakso/i],
  PA: [/palk/i],
}
const OTHERS = [/muistio/i, /muu/i]

export function createCompany(
  client: Client,
  companyIdentifier: string,
  settings: FivaldiSettings,
  mappings: Mappings,
): Company {
  const cuid = cached(
    async (signal) =>
      settings.cuid ??
      cuidIn(listOf(await client.read('/companies', { businessId: companyIdentifier }, signal)), companyIdentifier),
    client.now,
  )
  const path = async (resource: string, signal: AbortSignal) =>
    `/companies/${encodeURIComponent(await cuid.get(signal))}${resource}`
  const read = async (resource: string, query: Record<string, string>, signal: AbortSignal) =>
    listOf(await client.read(await path(resource, signal), query, signal))
  const voucherTypes = cached(
    async (signal): Promise<VoucherType[]> =>
      (await read('/bookkeeping/voucherTypes', {}, signal)).flatMap((record) => {
        const id = Number(textOf(record['id']))
        return Number.isInteger(id) ? [{ id, description: textOf(record['description']) ?? '' }] : []
      }),
    client.now,
  )
  // Months of a calendar year, by their numbers. A month of no fiscal year is missing.
  const years = new Map<string, Cached<Map<number, boolean>>>()
  const monthsOf = (year: string): Cached<Map<number, boolean>> => {
    const known = years.get(year)
    if (known !== undefined) return known
    const query = { startMonth: `${year}01`, endMonth: `${year}12` }
    const made = cached(async (signal) => {
      const months = await read('/bookkeeping/monthStatus', query, signal)
      return new Map(
        months.map((month) => [Number(textOf(month['bookkeepingMonth'])), textOf(month['status']) === 'OPEN']),
      )
    }, client.now)
    years.set(year, made)
    return made
  }
  return {
    path,
    voucherTypes,
    async voucherType(kind, signal) {
      const wanted = wantedType(kind, settings, mappings)
      let found = typeIn(await voucherTypes.get(signal), kind, wanted)
      // People put things right and retry: a "no" is looked up again.
      found ??= typeIn(await voucherTypes.get(signal, RECHECK_AFTER_MS), kind, wanted)
      if (found !== undefined) return found
      const list = (await voucherTypes.get(signal)).map(({ id, description }) => `${id} ${description}`).join(', ')
      throw refused(
        'VOUCHER_TYPE_UNKNOWN',
        `Fivaldi has no voucher type ${wanted ?? `for ${kind === 'payment' ? 'payments' : kind.documentType}`}; it has ${list}.`,
        `Give the id of one in ${kind === 'payment' ? 'paymentVoucherTypeId' : 'mappings.voucherTypes or voucherTypeId'}; then retry.`,
      )
    },
    async checkOpen(date, signal) {
      const months = monthsOf(date.slice(0, 4))
      const month = monthOf(date)
      let isOpen = (await months.get(signal)).get(month)
      if (isOpen !== true) isOpen = (await months.get(signal, RECHECK_AFTER_MS)).get(month)
      if (isOpen === true) return
      throw refused(
        'PERIOD_CLOSED',
        isOpen === undefined
          ? `Fivaldi has no fiscal year that holds ${date}.`
          : `The month of ${date} is closed in Fivaldi.`,
        'Open the month or the fiscal year in Fivaldi, or submit it with a date in an open one; then retry.',
      )
    },
    drop() {
      cuid.drop()
      voucherTypes.drop()
      years.clear()
    },
  }
}

function wantedType(kind: DocumentKind, settings: FivaldiSettings, mappings: Mappings): string | undefined {
  const id =
    kind === 'payment'
      ? settings.paymentVoucherTypeId
      : (mapped(mappings.voucherTypes, kind.documentType) ?? settings.voucherTypeId)
  return id === undefined ? undefined : String(id).trim()
}

function typeIn(types: VoucherType[], kind: DocumentKind, wanted: string | undefined): number | undefined {
  if (wanted !== undefined) return types.find(({ id }) => String(id) === wanted)?.id
  const abbreviation = kind === 'payment' ? PAYMENT_DOCUMENT_TYPE : kind.documentType
  const names = [...(NAMES[abbreviation] ?? []), ...(kind === 'payment' ? [] : OTHERS)]
  for (const name of names) {
    const found = types.find(({ description }) => name.test(description))
    if (found !== undefined) return found.id
  }
  return undefined
}

// One partner may serve several companies of one business id, in the databases of two accounting offices.
function cuidIn(companies: Record<string, unknown>[], companyIdentifier: string): string {
  const same = companies.filter((company) => textOf(company['businessId']) === companyIdentifier)
  const [cuid, other] = same.flatMap((company) => textOf(company['cuid']) ?? [])
  if (cuid !== undefined && other === undefined) return cuid
  const several = other === undefined ? 'no company' : `${same.length} companies`
  throw new ConnectorError(
    'auth',
    other === undefined ? 'COMPANY_UNKNOWN' : 'COMPANY_AMBIGUOUS',
    `Fivaldi shows the partner ${several} with the business id ${companyIdentifier}.`,
    {
      advice: 'Let the company give the partner access to it, or set cuid on the connection; then test the connection.',
    },
  )
}
