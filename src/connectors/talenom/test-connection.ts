import { listOf, textOf } from '../json.ts'
import type { TestReport } from '../port.ts'
import type { Client } from './client.ts'

const YEAR_MS = 365 * 86_400_000

/** Asks for the accounts of the last year: proves token, subscription key and organisation number. */
export async function testConnection(client: Client, organisation: string, signal: AbortSignal): Promise<TestReport> {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  const now = client.now().getTime()
  const [fromDate, toDate] = [day(now - YEAR_MS), day(now)]
  const query = new URLSearchParams({ fromDate, toDate }).toString()
  const path = `/v1/chart-of-accounts/used-accounts/${encodeURIComponent(organisation)}?${query}`
  const accounts = listOf(await client.read(path, signal))
  return {
    message: `Talenom answered for the organisation ${organisation}: ${accounts.length} accounts used since ${fromDate}.`,
    details: {
      organisationNumber: organisation,
      usedAccounts: accounts.map(({ number, name }) => ({ number: textOf(number), name: textOf(name) })),
    },
  }
}
