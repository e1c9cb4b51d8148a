import type { Ctx } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { createFolderDrop } from '../drops/folder-drop.ts'
import { selectMessagesOfReturns } from '../payments/returns/queries.ts'
import { selectKnownMessages } from './run-queries.ts'
import { TAKEN } from './send-run.ts'

const LOOK_MS_MAX = 30_000
/** Name of our own files: the run's day, its currency and a part of its id. Others in the folder are nobody's business. */
const NAME = /^(?:taken\/)?(?<messageId>\d{8}-[A-Z]{3}-[0-9a-f]{12})\.xml$/
const NAMED_MAX = 5

/**
 * A payment file in the bank's outbox that this database knows nothing of was sent by a run after the moment to which the
 * database was restored. The money that it pays looks as if it had never been settled, so nothing is settled until a
 * person has seen to it.
 * @throws AppError RULE that names the files
 */
export async function refuseUnknownFiles(ctx: Ctx): Promise<void> {
  const drop = createFolderDrop(ctx.platform.config.bank.outbox, 'BANK_OUTBOX', { folders: ['', TAKEN] })
  const names = await drop.list('', AbortSignal.timeout(LOOK_MS_MAX))
  const files = names.flatMap((name) => {
    const messageId = NAME.exec(name)?.groups?.['messageId']
    return messageId === undefined ? [] : [{ name, messageId }]
  })
  const ids = files.map(({ messageId }) => messageId)
  const { pool } = ctx.platform
  const known = (await selectKnownMessages(pool, ids)).union(await selectMessagesOfReturns(pool, ids))
  const unknown = files.filter(({ messageId }) => !known.has(messageId)).map(({ name }) => name)
  if (unknown.length === 0) return
  const more = unknown.length > NAMED_MAX ? ` and ${unknown.length - NAMED_MAX} more` : ''
  throw new AppError(
    'RULE',
    `BANK_OUTBOX holds payment files that this database does not know: ${unknown.slice(0, NAMED_MAX).join(', ')}${more}. Was it restored to an earlier moment? Saatava settles nothing, because it could pay the same settlements again. Ask the bank to stop these files, or record them as paid, and move them out of the folder (guide "Operating", "Restoring an earlier state").`,
  )
}
