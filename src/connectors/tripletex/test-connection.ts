import { recordOf, textOf } from '../json.ts'
import type { TestReport } from '../port.ts'
import type { Client } from './client.ts'
import type { Lookups } from './lookups.ts'
import type { PeriodBook } from './periods.ts'

/** Asks who we are and what may be booked: proves the tokens and rights, and shows what to map to. */
export async function testConnection(
  client: Client,
  lookups: Lookups,
  periods: PeriodBook,
  signal: AbortSignal,
): Promise<TestReport> {
  const fields = encodeURIComponent('company(id,name,organizationNumber),employee(id)')
  const me = recordOf((await client.read(`/token/session/%3EwhoAmI?fields=${fields}`, signal))['value'])
  const company = recordOf(me['company'])
  lookups.drop()
  periods.closed.drop()
  const [voucherTypes, paymentTypes, vatTypes, closed] = [
    await lookups.voucherTypes.get(signal),
    await lookups.paymentTypes.get(signal),
    await lookups.vatTypes.get(signal),
    await periods.closed.get(signal),
  ]
  const name = textOf(company['name']) ?? 'a company without a name'
  return {
    message: `Tripletex answered as ${name}.`,
    details: {
      companyName: name,
      companyId: textOf(company['id']) ?? null,
      organisationNumber: textOf(company['organizationNumber']) ?? null,
      closedBefore:
        closed
          .map(({ to }) => to)
          .toSorted()
          .at(-1) ?? null,
      voucherTypes: voucherTypes.map((type) => type.name),
      paymentTypes: paymentTypes.map((type) => ({ name: type.name, account: type.debitAccount ?? null })),
      vatTypes: vatTypes.map(({ number, percentage }) => ({ number, percentage })),
    },
  }
}
