import type { ClientId } from '@saatava/core/ids.ts'
import { isDeepStrictEqual } from 'node:util'
import { activeAccounts } from '../../agency/active-accounts.ts'
import type { CollectionAccounts } from '../../agency/collection-account-of.ts'
import { lockAgency } from '../../agency/lock-agency.ts'
import { CURRENCY_OF, isCountry } from '@saatava/law/rule.ts'
import { demandApproval, gated } from '../../approvals/demand.ts'
import { audit } from '../../audit-entries/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Queryable, type Tx, withTransaction } from '../../platform/database.ts'
import { AppError, type Fault, invalid } from '../../platform/errors.ts'
import { compileChecked } from '../../platform/http/checked-body.ts'
import { clearSchedule } from '../../settlements/schedule-queries.ts'
import type { ClientContract } from '../../claims/contract.ts'
import { selectPolicies } from '../../claims/queries.ts'
import { settingsOf } from '../../settings/client-settings.ts'
import { contractFaults } from './check-contract.ts'
import { selectContract, upsertContract } from './queries.ts'
import { readCollectionAccounts } from './collection-accounts.ts'
import { ContractInput } from './schemas.ts'
import { type ContractInForce, showContract } from './show-contract.ts'

const check = compileChecked(ContractInput)

/**
 * Saves a client's contract, whole: sections that are not given are the default's. New cases and allocations follow it,
 * and the next settlement; open cases keep their policy. A repeated contract changes nothing. @throws AppError 400 with
 * every fault, NOT_FOUND
 */
export async function putContract(ctx: Ctx, clientId: ClientId, input: unknown): Promise<ContractInForce> {
  const { given, faults, currency } = await readContractInput(ctx, clientId, input)
  const publish = async (tx: Tx): Promise<void> => {
    // An account that a contract names is not ended meanwhile.
    if (given.collectionAccount !== undefined) await lockAgency(tx)
    const contract = await agreedIn(tx, given, { faults, currency })
    const at = ctx.platform.clock.now()
    const before = await selectContract(tx, clientId)
    if (before !== undefined && isDeepStrictEqual(before.contract, contract)) return
    await demandApproval(ctx, tx, {
      ...{ action: 'contract.publish', clientId, subject: `contract:${clientId}`, input: given },
      preview: { before: before?.contract ?? null, after: contract },
    })
    const version = await upsertContract(tx, clientId, contract, at)
    if (version === undefined) throw noClient(clientId)
    await clearSchedule(tx, clientId, at)
    await audit(ctx, tx, clientId, 'contract.saved', `contract:${clientId}`, { version, contract })
  }
  await gated(ctx, () => withTransaction(ctx.platform.pool, publish))
  return showContract(ctx, clientId)
}

/**
 * Checks a contract as `putContract` does, and stores nothing. @returns the sections that would be agreed
 * @throws AppError 400 with every fault, NOT_FOUND
 */
export async function checkContract(ctx: Ctx, clientId: ClientId, input: unknown): Promise<Partial<ClientContract>> {
  const { given, faults, currency } = await readContractInput(ctx, clientId, input)
  return agreedIn(ctx.platform.pool, given, { faults, currency })
}

async function readContractInput(ctx: Ctx, clientId: ClientId, input: unknown) {
  const given = check(input)
  const policies = Object.values(given.policies ?? {}).filter((id) => id !== undefined)
  const faults = contractFaults(given, await selectPolicies(ctx.platform.pool, policies))
  return { given, faults, currency: await currencyOf(ctx, clientId) }
}

async function agreedIn(
  db: Queryable,
  given: ContractInput,
  { faults, currency }: { faults: readonly Fault[]; currency: string | undefined },
): Promise<Partial<ClientContract>> {
  const all = [...faults]
  const accounts = await activeAccounts(db)
  const collectionAccount = readCollectionAccounts(given.collectionAccount, { accounts, currency }, all)
  if (all.length > 0) throw invalid(all)
  return contractOf(given, collectionAccount)
}

/** The currency of the client's country, where its country has a law pack. */
async function currencyOf({ platform: { pool } }: Ctx, clientId: ClientId): Promise<string | undefined> {
  const country = (await settingsOf(pool, pool, [clientId])).get(clientId)?.profile.countryCode
  if (country === undefined) throw noClient(clientId)
  return isCountry(country) ? CURRENCY_OF[country] : undefined
}

function noClient(clientId: ClientId): AppError {
  return new AppError('NOT_FOUND', `There is no client ${clientId}.`)
}

function contractOf(
  { settlement, collectionAccount: _named, ...given }: ContractInput,
  collectionAccount: CollectionAccounts,
): Partial<ClientContract> {
  const sections = Object.entries(given).filter(([, section]) => section !== undefined)
  return {
    ...(Object.fromEntries(sections) as Partial<ClientContract>),
    ...(Object.keys(collectionAccount).length === 0 ? {} : { collectionAccount }),
    ...(settlement === undefined
      ? {}
      : { settlement: { schedule: settlement.schedule, weekdays: settlement.weekdays ?? [] } }),
  }
}
