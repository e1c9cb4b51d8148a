import type { TestReport } from '../port.ts'
import type { Client } from './client.ts'
import { recordOf, textOf } from '../json.ts'
import type { Lookups } from './lookups.ts'

/** Asks who we are and what the company allows: proves address, credentials and rights, and shows what to map to. */
export async function testConnection(client: Client, lookups: Lookups, signal: AbortSignal): Promise<TestReport> {
  const session = recordOf(await client.read('/sessioninfo', signal))
  lookups.fiscalYears.drop()
  lookups.vats.drop()
  const years = await lookups.fiscalYears.get(signal)
  const vats = await lookups.vats.get(signal)
  const company = textOf(session['name']) ?? 'a company without a name'
  const user = textOf(session['userName'])
  return {
    message: `Procountor answered as ${company}${user === undefined ? '' : `, user ${user}`}.`,
    details: {
      companyId: session['companyId'] ?? null,
      companyName: company,
      fiscalYears: (years ?? []).map(({ startDate, endDate, isOpen, periods }) => ({
        startDate,
        endDate,
        isOpen,
        closedPeriods: periods.filter(({ status }) => status === 'CLOSED').length,
      })),
      vatStatuses: [...(vats?.statuses ?? [])].map(([vatStatus, rule]) => ({ vatStatus, ...rule })),
      vatPercents: [...(vats?.percents.keys() ?? [])],
    },
  }
}
