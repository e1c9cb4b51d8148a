import { archived } from '../archive/archived.ts'
import type { ClientCtx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import { clientSettings } from './client-settings.ts'

/** The client's logo. Errors: 404 where it has none. */
export async function getLogo(ctx: ClientCtx): Promise<Answer> {
  const { pool } = ctx.platform
  const { settings } = await clientSettings(pool, ctx.clientId)
  const image =
    settings.logo && (await archived(ctx.platform, pool, ctx.clientId, Buffer.from(settings.logo.hash, 'hex')))
  if (settings.logo === null || !image)
    throw new AppError('NOT_FOUND', 'There is no logo. Set one by PUT /client/settings with logo.data.')
  return {
    content: { data: image.bytes, mediaType: image.mediaType },
    headers: {
      etag: `"${settings.logo.hash}"`,
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    },
  }
}
