import type { Tx } from '../platform/database.ts'
import { writeBatches } from './queries.ts'

/**
 * The file is written: each payout keeps the id of the batch it stands in.
 * @throws Error where the file does not name each payout once
 */
export async function noteBatches(tx: Tx, messageId: string, xml: string, payments: number): Promise<void> {
  const batches = new Map<string, string>()
  for (const [, batch = ''] of xml.matchAll(/<PmtInf>([\s\S]*?)<\/PmtInf>/g)) {
    const id = /<PmtInfId>([^<]+)<\/PmtInfId>/.exec(batch)?.[1] ?? ''
    for (const [, endToEndId = ''] of batch.matchAll(/<EndToEndId>([^<]+)<\/EndToEndId>/g)) batches.set(endToEndId, id)
  }
  const noted = await writeBatches(tx, messageId, batches)
  if (noted !== payments || batches.size !== payments)
    throw new Error(`the file ${messageId} names ${batches.size} payments, ${noted} of ${payments} payouts`)
}
