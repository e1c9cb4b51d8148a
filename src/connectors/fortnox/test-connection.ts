import { recordOf, textOf } from '../json.ts'
import type { TestReport } from '../port.ts'
import type { Client } from './client.ts'
import type { PeriodBook } from './periods.ts'

/** Asks who we are and what may be booked: proves address, credentials and scopes, and shows what to map to. */
export async function testConnection(client: Client, periods: PeriodBook, signal: AbortSignal): Promise<TestReport> {
  const company = recordOf((await client.read('/companyinformation', signal))['CompanyInformation'])
  periods.all.drop()
  const { years, lockedTo } = await periods.all.get(signal)
  const series = await client.list('/voucherseries', 'VoucherSeriesCollection', {}, signal)
  const name = textOf(company['CompanyName']) ?? 'a company without a name'
  return {
    message: `Fortnox answered as ${name}.`,
    details: {
      companyName: name,
      organisationNumber: textOf(company['OrganizationNumber']) ?? null,
      tenantId: textOf(company['DatabaseNumber']) ?? null,
      financialYears: years.map(({ from, to }) => ({ from, to })),
      lockedTo: lockedTo ?? null,
      voucherSeries: series.map((one) => ({ code: textOf(one['Code']), description: textOf(one['Description']) })),
    },
  }
}
