/** Master data of a company: accounts, VAT, fiscal years, dimensions. */
import { addDays } from '@saatava/core/dates.ts'
import type { Answer } from '../kit/guard.ts'
import { complain, ok } from './answers.ts'
import { nextId } from './books.ts'
import type { Company, Dimension, Entry } from './records.ts'
import type { Commit } from './receipts.ts'
import { type CompanySettings, hasAccount, isClosed, percentsOf, statusesOf } from './settings.ts'

const YEARS_BACK = 6
const YEARS_AHEAD = 2
const OPEN_CODE_MAX = 20
type Query = Record<string, string | undefined>

export function chartOfAccounts(company: Company): Answer {
  const ledgerAccounts: { ledgerAccountCode: string; name: string; active: boolean }[] = []
  for (let account = 1000; account <= 9999; account++) {
    const ledgerAccountCode = String(account)
    if (hasAccount(company.settings, ledgerAccountCode)) {
      ledgerAccounts.push({ ledgerAccountCode, name: `Account ${account}`, active: true })
    }
  }
  return ok({ ledgerAccounts })
}

export function vatDefaults(company: Company): Answer {
  return ok({
    vatInformation: [{ country: 'Finland', percentages: percentsOf(company.settings) }],
    vatStatuses: statusesOf(company.settings),
  })
}

/** Calendar years with months; those that end before closedBefore are closed. Newest year first, months in order. */
export function fiscalYears(company: Company, now: Date): Answer {
  const years: unknown[] = []
  const thisYear = now.getUTCFullYear()
  for (let year = thisYear + YEARS_AHEAD; year >= thisYear - YEARS_BACK; year--) {
    const trackingPeriods = Array.from({ length: 12 }, (_, i) => {
      const startDate = `${year}-${String(i + 1).padStart(2, '0')}-01`
      const next = i === 11 ? `${year + 1}-01-01` : `${year}-${String(i + 2).padStart(2, '0')}-01`
      const endDate = addDays(next, -1)
      return {
        id: year * 100 + i + 1,
        startDate,
        endDate,
        status: isClosed(company.settings, endDate) ? 'CLOSED' : 'OPEN',
      }
    })
    const endDate = `${year}-12-31`
    years.push({
      id: year,
      startDate: `${year}-01-01`,
      endDate,
      isOpen: !isClosed(company.settings, endDate),
      trackingPeriods,
    })
  }
  return ok({ fiscalYears: years })
}

/** GET /dimensions: all, or those whose name and items contain the given texts. */
export function dimensions(company: Company, query: Query, commit: Commit): Answer {
  const name = query['name']?.toLowerCase() ?? ''
  const code = query['codeName']
  const found = [...company.dimensions.values()].filter((dimension) => dimension.name.toLowerCase().includes(name))
  return ok(
    found.map((dimension) => {
      if (code !== undefined) openItem(company, dimension, code, commit)
      const items = [...dimension.items.values()]
      const part = code?.toLowerCase() ?? ''
      return {
        id: dimension.id,
        name: dimension.name,
        items: items.filter(({ codeName }) => codeName.toLowerCase().includes(part)),
      }
    }),
  )
}

export function readDimension(company: Company, id: number): Answer {
  const dimension = company.dimensions.get(id)
  if (dimension === undefined) return complain(404, 'Dimension not found')
  return ok({ id, name: dimension.name, items: [...dimension.items.values()] })
}

// Every short code exists, so it is made at the moment it is asked for.
function openItem(company: Company, dimension: Dimension, codeName: string, commit: Commit): void {
  if (!dimension.open || codeName === '' || codeName.length > OPEN_CODE_MAX || dimension.byCode.has(codeName)) return
  commit({ t: 'item', company: company.id, dimensionId: dimension.id, item: { id: nextId(company), codeName } })
}

/** The entry that gives a company its settings, with ids for the dimensions it lists. */
export function settingsEntry(company: Company, settings: CompanySettings): Entry {
  const listed = settings.dimensions?.map(({ name, items, inactive }) => ({
    id: nextId(company),
    name,
    items: items.map((codeName) => ({
      id: nextId(company),
      codeName,
      ...(inactive?.includes(codeName) ? { status: 'P' } : {}),
    })),
  }))
  return { t: 'settings', company: company.id, settings, ...(listed === undefined ? {} : { dimensions: listed }) }
}
