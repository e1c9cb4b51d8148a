/**
 * The rules of a company in Procountor, read once and kept for ten minutes: open periods, VAT statuses and percents. They
 * are asked before a receipt is sent, so that a person reads clear words. They are advice: where the API user may not
 * read them, Procountor's own checks stand alone.
 */
import type { CivilDate } from '@saatava/core/dates.ts'
import { ConnectorError } from '../errors.ts'
import { type Cached, cached, RECHECK_AFTER_MS } from '../cache.ts'
import type { Client } from './client.ts'
import { type Receipt } from './codec.ts'
import { listOf, recordOf, textOf } from '../json.ts'
import { refused } from './errors.ts'

interface FiscalYear {
  startDate: string
  endDate: string
  isOpen: boolean
  periods: { startDate: string; endDate: string; status: string }[]
}

interface Allowed {
  sales: boolean
  purchase: boolean
}

interface VatRules {
  statuses: Map<number, Allowed & { description: string }>
  /** By the percent's shortest decimal text, "25.5". */
  percents: Map<string, Allowed>
}

export interface Lookups {
  fiscalYears: Cached<FiscalYear[] | undefined>
  vats: Cached<VatRules | undefined>
}

export function createLookups(client: Client): Lookups {
  return {
    fiscalYears: cached((signal) => ifAllowed(client.read('/fiscalyears', signal).then(fiscalYearsOf)), client.now),
    vats: cached((signal) => ifAllowed(client.read('/vats/default', signal).then(vatRulesOf)), client.now),
  }
}

/** Refuses a date in a closed fiscal year or tracking period. A date no fiscal year covers is left to Procountor. */
export async function checkPeriod(lookups: Lookups, date: CivilDate, signal: AbortSignal): Promise<void> {
  let closed = closedPeriodOf(await lookups.fiscalYears.get(signal), date)
  if (closed !== undefined) {
    closed = closedPeriodOf(await lookups.fiscalYears.get(signal, RECHECK_AFTER_MS), date)
  }
  if (closed === undefined) return
  throw refused(
    'PERIOD_CLOSED',
    `${date} is in a closed period in Procountor (${closed}).`,
    'Open the period in Procountor, or submit it with a date in an open one; then retry.',
  )
}

function closedPeriodOf(years: FiscalYear[] | undefined, date: CivilDate): string | undefined {
  const year = years?.find(({ startDate, endDate }) => startDate <= date && date <= endDate)
  if (year === undefined) return undefined
  if (!year.isOpen) return `fiscal year ${year.startDate} – ${year.endDate}`
  const period = year.periods.find(({ startDate, endDate }) => startDate <= date && date <= endDate)
  return period?.status === 'CLOSED' ? `tracking period ${period.startDate} – ${period.endDate}` : undefined
}

/** Refuses VAT statuses and percents that the company does not have in use for sales or purchases. */
export async function checkVat(lookups: Lookups, receipt: Receipt, signal: AbortSignal): Promise<void> {
  if (vatFault(await lookups.vats.get(signal), receipt) === undefined) return
  const fault = vatFault(await lookups.vats.get(signal, RECHECK_AFTER_MS), receipt)
  if (fault !== undefined) throw fault
}

function vatFault(rules: VatRules | undefined, receipt: Receipt): ConnectorError | undefined {
  if (rules === undefined) return undefined
  for (const { vatStatus, vatType, percent, account } of receipt.entries) {
    const side = vatType === 'SALES' ? 'sales' : 'purchase'
    if (rules.statuses.size > 0 && rules.statuses.get(vatStatus)?.[side] !== true) {
      const has = [...rules.statuses]
        .filter(([, s]) => s[side])
        .map(([status, s]) => `${status} ${s.description}`.trim())
      return refused(
        'VAT_STATUS_NOT_ENABLED',
        `VAT status ${vatStatus} (row of account ${account}) is not in use for ${side} in Procountor. In use: ${has.join(', ')}.`,
        'Enable it in Procountor’s VAT defaults, or correct mappings.vatCodes; then retry.',
      )
    }
    if (percent !== 0 && rules.percents.size > 0 && rules.percents.get(String(percent))?.[side] !== true) {
      const has = [...rules.percents].filter(([, p]) => p[side]).map(([text]) => text)
      return refused(
        'VAT_PERCENT_NOT_IN_USE',
        `VAT ${percent} % (row of account ${account}) is not in use for ${side} in Procountor. In use: ${has.join(', ')}.`,
        'Take it into use in Procountor’s VAT defaults, or correct vatPercentage; then retry.',
      )
    }
  }
  return undefined
}

async function ifAllowed<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ConnectorError && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')) return undefined
    throw error
  }
}

function fiscalYearsOf(answer: unknown): FiscalYear[] {
  return listOf(answer, 'fiscalYears').map((year) => ({
    ...spanOf(year),
    isOpen: year['isOpen'] !== false,
    periods: listOf(year['trackingPeriods']).map((period) => ({
      ...spanOf(period),
      status: textOf(period['status']) ?? 'OPEN',
    })),
  }))
}

function spanOf(record: Record<string, unknown>): { startDate: string; endDate: string } {
  return { startDate: textOf(record['startDate']) ?? '', endDate: textOf(record['endDate']) ?? '' }
}

// Percents are listed by country. Procountor does not say which country is the company's, so a percent in use anywhere is
// let through: Procountor knows better.
function vatRulesOf(answer: unknown): VatRules {
  const body = recordOf(answer)
  const percents = new Map<string, Allowed>()
  for (const country of listOf(body['vatInformation'])) {
    for (const info of listOf(country['percentages'])) {
      const percent = textOf(info['vatPercent'])
      if (percent === undefined) continue
      const known = percents.get(percent)
      const { sales, purchase } = allowedOf(info)
      percents.set(percent, {
        sales: sales || known?.sales === true,
        purchase: purchase || known?.purchase === true,
      })
    }
  }
  const statuses = new Map<number, Allowed & { description: string }>()
  for (const info of listOf(body['vatStatuses'])) {
    const status = info['vatStatus']
    if (typeof status === 'number') {
      statuses.set(status, { ...allowedOf(info), description: textOf(info['description']) ?? '' })
    }
  }
  return { statuses, percents }
}

function allowedOf(info: Record<string, unknown>): Allowed {
  return { sales: info['sales'] !== false, purchase: info['purchase'] !== false }
}
