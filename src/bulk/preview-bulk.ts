import type { Ctx } from '../platform/context.ts'
import { dryCheck } from '../platform/dry-check.ts'
import { AppError } from '../platform/errors.ts'
import { type BulkServices, performRow } from './acts.ts'
import type { BulkInput, Outcome } from './job.ts'
import { checkBulk } from './start-bulk.ts'

/** A dry run of more rows would let the person wait for longer than a few seconds. */
export const TRIED_MAX = 200

export interface BulkPreview {
  total: number
  /** The first rows, each with its outcome. */
  tried: (Outcome & { key: string })[]
}

/** Tries the first rows, each by its verb in a transaction that is rolled back. @throws AppError as startBulk */
export async function previewBulk(ctx: Ctx, services: BulkServices, input: BulkInput): Promise<BulkPreview> {
  await checkBulk(ctx, input)
  const { act, keys, fields } = input
  const tried: BulkPreview['tried'] = []
  for (const key of keys.slice(0, TRIED_MAX)) {
    const row = { act, key, fields, idempotency: undefined }
    const made = await outcomeOf(() => dryCheck(ctx, (dry) => performRow(dry, services, row)))
    tried.push({ key, ...made })
  }
  return { total: keys.length, tried }
}

/** @throws whatever is no refusal */
export async function outcomeOf(work: () => Promise<void>): Promise<Outcome> {
  try {
    await work()
  } catch (error) {
    if (error instanceof AppError) return { outcome: 'REFUSED', reason: reasonOf(error) }
    throw error
  }
  return { outcome: 'DONE', reason: null }
}

/** The fault says more than the sentence about the whole request. */
function reasonOf({ message, faults }: AppError): string {
  const [fault] = faults ?? []
  return fault === undefined ? message : /^[a-z]/.test(fault.message) ? `It ${fault.message}.` : fault.message
}
