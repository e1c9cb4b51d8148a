import { listOf, textOf } from '../json.ts'
import type { TestReport } from '../port.ts'
import type { Client } from './client.ts'
import type { Company } from './company.ts'

/** Asks for the company and what may be booked: proves address, signature and access, and shows what to map to. */
export async function testConnection(client: Client, company: Company, signal: AbortSignal): Promise<TestReport> {
  company.drop()
  const read = async (resource: string) => listOf(await client.read(await company.path(resource, signal), {}, signal))
  const cuid = (await company.path('', signal)).split('/').at(-1) ?? ''
  const voucherTypes = await company.voucherTypes.get(signal)
  const fiscalYears = await read('/bookkeeping/fiscalYears')
  const vatCodes = await read('/bookkeeping/vatCodes')
  return {
    message: `Fivaldi answered for the company ${cuid}.`,
    details: {
      cuid,
      voucherTypes,
      fiscalYears: fiscalYears.map((year) => ({
        from: textOf(year['startDate']),
        to: textOf(year['endDate']),
        status: textOf(year['fiscalYearStatus']),
      })),
      vatCodes: vatCodes
        .flatMap((vat) => listOf(vat['vatPercentages']))
        .map((vat) => ({
          code: textOf(vat['vatPercentageCode']),
          percentage: textOf(vat['percentage']),
          description: textOf(vat['description']),
        })),
    },
  }
}
