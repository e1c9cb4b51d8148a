import { recordOf, textOf } from '../json.ts'
import type { TestReport } from '../port.ts'
import type { Client } from './client.ts'
import type { PeriodBook } from './periods.ts'

/** Asks who we are and what may be booked: proves address, tokens and role, and shows what to map to. */
export async function testConnection(client: Client, periods: PeriodBook, signal: AbortSignal): Promise<TestReport> {
  const self = await client.read('/self', signal)
  periods.drop()
  const years = await periods.years.get(signal)
  const journals = await client.list('/journals', undefined, signal)
  const vatCodes = await client.list('/vat-accounts', undefined, signal)
  const company = recordOf(self['company'])
  const name = textOf(company['name']) ?? 'a company without a name'
  return {
    message: `e-conomic answered as ${name}.`,
    details: {
      companyName: name,
      agreementNumber: textOf(self['agreementNumber']) ?? null,
      vatNumber: textOf(company['vatNumber']) ?? null,
      baseCurrency: textOf(recordOf(self['settings'])['baseCurrency']) ?? null,
      accountingYears: years.map(({ year, from, to, closed }) => ({ year, from, to, closed })),
      journals: journals.map((journal) => ({
        journalNumber: textOf(journal['journalNumber']),
        name: textOf(journal['name']),
      })),
      vatCodes: vatCodes.map((vat) => ({ vatCode: textOf(vat['vatCode']), name: textOf(vat['name']) })),
    },
  }
}
