import { listOf, recordOf, textOf } from '../json.ts'
import type { TestReport } from '../port.ts'
import type { Credentials } from './settings.ts'
import type { Context } from './statements.ts'

/** Asks what may be booked: proves address, user and key, and shows what to map to. */
export async function testConnection(
  { client, lookups }: Context,
  { apiUser }: Credentials,
  signal: AbortSignal,
): Promise<TestReport> {
  lookups.periods.drop()
  const { periods, lockedTo } = await lookups.periods.get(signal)
  const vatCodes = listOf(await client.read('/accounting_api/get/vatcodes', signal))
  const types = listOf(await client.read('/dimension_api/get/types', signal))
  return {
    message: `Fennoa answered to the API user ${apiUser}: ${periods.length} accounting periods, ${lockedTo === undefined ? 'none locked' : `locked until ${lockedTo}`}.`,
    details: {
      accountingPeriods: periods,
      lockedTo: lockedTo ?? null,
      vatCodes: vatCodes.map((one) => ({ id: textOf(one['id']), name: textOf(one['name'] ?? one['name_fi']) })),
      dimensionTypes: types
        .map((one) => recordOf(one['DimensionType'] ?? one))
        .map((type) => ({ id: textOf(type['id']), name: textOf(type['name_fi']) })),
    },
  }
}
