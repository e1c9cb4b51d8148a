import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { markPayoutsSent } from '../payouts/queries.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { type Drop, sameBytes } from '../drops/drop.ts'
import { createFolderDrop } from '../drops/folder-drop.ts'
import { eachRun } from './each-run.ts'
import { mayBeSent } from './release-run.ts'
import { markSent, selectFile, selectRunIds } from './run-queries.ts'

const RUNS_AT_ONCE = 100
const PUT_MS_MAX = 30_000
/** Into which whoever brings files to the bank moves them: there they are known as sent. */
export const TAKEN = 'taken'

/**
 * Puts written files into the bank's outbox. Killed after a file was put and before that was noted, the same file is put
 * again under its name: it stands there, or among those that were taken, and nothing changes.
 * @returns the message ids of those that are there now
 */
export async function sendRuns(ctx: Ctx): Promise<string[]> {
  const sent: string[] = []
  const drop = createFolderDrop(ctx.platform.config.bank.outbox, 'BANK_OUTBOX')
  await eachRun(await selectRunIds(ctx.platform.pool, 'written', RUNS_AT_ONCE), async (runId) => {
    const written = await selectFile(ctx.platform.pool, runId)
    if (written === undefined || !(await mayBeSent(ctx, written.run, written.file))) return
    await put(drop, `${written.messageId}.xml`, written.file)
    const noted = await withTransaction(ctx.platform.pool, async (tx) => {
      if (!(await markSent(tx, runId, ctx.platform.clock.now()))) return false
      await markPayoutsSent(tx, written.messageId, ctx.platform.clock.now())
      await audit(ctx, tx, OPERATOR_TENANT, 'settlement.file.sent', `settlement-run:${written.messageId}`, {})
      return true
    })
    if (noted) sent.push(written.messageId)
  })
  return sent
}

async function put(drop: Drop, name: string, bytes: Uint8Array): Promise<void> {
  const signal = AbortSignal.timeout(PUT_MS_MAX)
  const taken = await drop.read(`${TAKEN}/${name}`, signal)
  if (taken !== null && sameBytes(taken, bytes)) return
  if (taken !== null || (await drop.put(name, bytes, signal)) === 'DIFFERS')
    throw new Error(`the bank's outbox holds another file under the name ${name}: it is not overwritten`)
}
