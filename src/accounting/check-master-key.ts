import type { ClientCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { anySealedCredentials } from './connection-queries.ts'
import { credentialsContext } from './sync/sessions.ts'

/**
 * Fails when this process holds another master key than the one that sealed what the database has: credentials it
 * sealed could not be opened by the service. 422 RULE.
 */
export async function checkMasterKey(ctx: ClientCtx): Promise<void> {
  const sealed = await anySealedCredentials(ctx.platform.pool.forAllClients())
  if (sealed === undefined) return
  try {
    ctx.platform.secrets.open(credentialsContext(sealed.clientId, sealed.companyIdentifier), sealed.credentials)
  } catch (error) {
    throw new AppError(
      'RULE',
      `The credentials in this database were sealed with another master key: use the service’s own SAATAVA_MASTER_KEY, or in a sandbox its DATA_DIR (here ${ctx.platform.config.dataDir}).`,
      { cause: error },
    )
  }
}
