import { archive } from '../archive/archive.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { type WorkQueue, handleEach } from '../platform/queue/retry.ts'
import { FetchRefused } from '../platform/safe-fetch/refused.ts'
import { safeFetch } from '../platform/safe-fetch/safe-fetch.ts'
import type { Network } from '../platform/safe-fetch/network.ts'
import { accountsOnPrintout } from './accounts-on-printout.ts'
import { ATTACHMENT_BYTES_MAX } from './attachments/limits.ts'
import type { PdfChecker } from './attachments/pdf-checker.ts'
import { type ToFetch, leaseFetches, fetchLater, finishFetch } from './fetch-queries.ts'

const FETCHES_AT_ONCE = 8
const FETCH_TIMEOUT_MS = 30_000
/** Longer than a fetch and a check may take, so that none is taken twice while it is under way. */
const LEASE_MS = 120_000
const ATTEMPTS_MAX = 4
const WAITS_MS = [2_000, 15_000, 60_000]

const ATTACHMENTS: WorkQueue<ToFetch> = {
  name: 'attachments to fetch',
  subjectOf: ({ invoiceId, position }) => `invoice:${invoiceId} attachment ${position}`,
  postpone: fetchLater,
}

export interface FetchParts {
  checker: PdfChecker
  network: Network
}

/**
 * Fetches attachments that were given as addresses, each once it is certain that the address is a public one, and looks
 * whether they are PDFs. A failed fetch is written down; the invoice's evaluation then reports it.
 * @returns how many were taken
 */
export async function fetchAttachments(ctx: Ctx, parts: FetchParts): Promise<number> {
  const { pool, clock } = ctx.platform
  const rows = await leaseFetches(pool, clock.now(), LEASE_MS, FETCHES_AT_ONCE)
  await Promise.all(
    rows.map((row) =>
      handleEach(ctx, ATTACHMENTS, { keys: [row], batchMax: FETCHES_AT_ONCE }, async () => {
        await fetchOne(ctx, parts, row)
        return true
      }),
    ),
  )
  return rows.length
}

async function fetchOne(ctx: Ctx, { checker, network }: FetchParts, row: ToFetch): Promise<void> {
  const { pool, clock } = ctx.platform
  try {
    const limits = { timeoutMs: FETCH_TIMEOUT_MS, bytesMax: ATTACHMENT_BYTES_MAX, accept: 'application/pdf' }
    const { bytes } = await safeFetch(row.url, limits, network)
    const fault = await checker.check(bytes)
    const printed =
      fault === undefined && row.useAsPrintout ? await accountsOnPrintout(ctx.platform, checker, bytes) : []
    await withTransaction(pool, async (tx) => {
      const at = clock.now()
      if (fault) return finishFetch(tx, row, { code: fault.code, reason: fault.message }, at)
      const { clientId, invoiceId } = row
      const object = { clientId, bytes, mediaType: 'application/pdf', owner: { invoiceId } }
      const hash = await archive(ctx.platform, tx, object, at)
      return finishFetch(tx, row, { hash, printed }, at)
    })
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
    const wait = WAITS_MS[row.attempts - 1]
    if (error.retryable && row.attempts < ATTEMPTS_MAX && wait !== undefined)
      return fetchLater(pool, row, new Date(clock.now().getTime() + wait))
    const reason = `${error.message} (${row.url.slice(0, 200)})`
    await withTransaction(pool, (tx) => finishFetch(tx, row, { code: error.code, reason }, clock.now()))
  }
}
