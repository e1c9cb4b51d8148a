import type { ClientId } from '@saatava/core/ids.ts'
import { AppError } from '../../../platform/errors.ts'
import { type SettingsInForce, settingsOf } from '../../../settings/client-settings.ts'
import type { ConsoleCtx } from '../../shell.ts'

/** The client that an address names, with its settings. @throws AppError NOT_FOUND */
export async function clientOf(ctx: ConsoleCtx, clientId: ClientId): Promise<SettingsInForce> {
  const { pool } = ctx.platform
  const found = (await settingsOf(pool, pool, [clientId])).get(clientId)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no client ${clientId}.`)
  return found
}
