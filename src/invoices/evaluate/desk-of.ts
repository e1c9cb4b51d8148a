import type { ClientId } from '@saatava/core/ids.ts'
import { agencyDetails, clientFundsAccounts } from '../../agency/read-agency.ts'
import { contractsOf } from '../../claims/contracts-of.ts'
import type { Platform } from '../../platform/context.ts'
import type { Queryable } from '../../platform/database.ts'
import type { Desk } from './pay-to.ts'

/** The agency as it is now, and what it has agreed with these clients. */
export async function deskOf(
  platform: Pick<Platform, 'pool'>,
  db: Queryable,
  clientIds: Iterable<ClientId>,
): Promise<Desk> {
  const { name, businessId } = await agencyDetails(platform, db)
  const accounts = await clientFundsAccounts(platform, db)
  return { agency: { name, businessId }, accounts, contract: await contractsOf(db, clientIds) }
}
