import { UUID } from '@saatava/core/ids.ts'
import { archive } from '../../archive/archive.ts'
import { archived } from '../../archive/archived.ts'
import type { Renderer } from '../../documents/renderer.ts'
import type { ClientCtx } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Answer } from '../../platform/http/route.ts'
import { loadLetters, rememberLetterFiles } from './letter-files.ts'

/**
 * The PDF of a letter: the bytes that were sent. One that has not been made yet is made now and stays its file.
 * Errors: 404 there is no such letter (or it is another client's: the same text), 410 the debtor was erased.
 */
export async function letterFile(ctx: ClientCtx, renderer: Renderer, id: string): Promise<Answer> {
  const { pool, clock } = ctx.platform
  const letterId = id.toLowerCase()
  const key = { clientId: ctx.clientId, letterId }
  const loaded = UUID.test(letterId) ? (await loadLetters(ctx.platform, pool, [key])).get(letterId) : undefined
  if (loaded === undefined) throw new AppError('NOT_FOUND', `There is no letter ${id}.`)
  if (!loaded.made.has('PDF')) {
    const bytes = await renderer.render(loaded.document, [])
    const { clientId } = ctx
    const object = { clientId, bytes, mediaType: 'application/pdf', owner: { invoiceId: loaded.invoiceId } }
    await rememberLetterFiles(pool, [{ ...key, hash: await archive(ctx.platform, pool, object, clock.now()) }])
  }
  // Read again: a worker may have made it meanwhile, and the first file that was made stays.
  const hash = (await loadLetters(ctx.platform, pool, [key])).get(letterId)?.made.get('PDF')
  const file = hash === undefined ? undefined : await archived(ctx.platform, pool, ctx.clientId, hash)
  if (file === undefined) throw new AppError('NOT_FOUND', `The file of letter ${id} no longer exists.`)
  return {
    content: { data: file.bytes, mediaType: 'application/pdf' },
    headers: {
      'content-disposition': `inline; filename="letter-${letterId}.pdf"`,
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    },
  }
}
