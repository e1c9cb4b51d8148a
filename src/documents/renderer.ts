/**
 * Renders in threads, so that whoever asks goes on answering meanwhile: it hands over a message and gets one back. The
 * threads run at a lower priority than the rest of the process. A rendering that breaks its thread, or takes too long,
 * fails alone; the next one gets a new thread.
 */
import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import { AppError } from '../platform/errors.ts'
import { BrokenAttachment } from './broken-attachment.ts'
import type { AttachmentPart } from './merge-attachments.ts'
import type { SettlementStatement } from './render-settlement.ts'
import type { Refused, RenderJob, SettlementJob } from './worker.ts'

export { BrokenAttachment } from './broken-attachment.ts'

export type { AttachmentPart } from './merge-attachments.ts'

export interface Renderer {
  /**
   * The invoice as a PDF with its attachments.
   * @throws BrokenAttachment; AppError UNAVAILABLE while too many wait; an AbortError when `signal` says so or the
   *   renderer is closed
   */
  render(document: InvoiceDocument, attachments: AttachmentPart[], signal?: AbortSignal): Promise<Uint8Array>
  /** The statement of a settlement as a PDF. @throws AppError UNAVAILABLE while too many wait */
  renderSettlement(settlement: SettlementStatement): Promise<Uint8Array>
  /** Starts the threads before there is work for them: the first rendering is then as fast as the second. */
  start(): void
  /** Lets what is being rendered finish, refuses what waits, ends the threads. */
  close(): Promise<void>
}

export interface RendererOptions {
  /** One less than there are cores, at least one, by default. */
  threads?: number
  /** How many renderings may be under way or wait. */
  jobsMax?: number
  /** Heap of a thread, megabytes. */
  memoryMaxMb?: number
  /** From being asked for to being there, milliseconds. */
  renderMsMax?: number
}

const JOBS_MAX = 2000
const MEMORY_MAX_MB = 512
const RENDER_MS_MAX = 120_000
const CLOSE_MS_MAX = 15_000
const RETRY_AFTER_SECONDS = 2
/** Ten steps down of twenty: an idle machine renders as fast as ever, a busy one answers requests first. */
const NICE = 10

/** Threads start with the first rendering, unless they are started before. */
export function createRenderer(options: RendererOptions = {}): Renderer {
  const { jobsMax = JOBS_MAX, renderMsMax = RENDER_MS_MAX } = options
  let pool: Piscina<RenderJob | SettlementJob, Uint8Array | Refused> | undefined
  let jobs = 0
  let closed = false

  async function render(
    document: InvoiceDocument,
    attachments: AttachmentPart[],
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    return run(`Invoice ${document.number}`, handOver(document, attachments), signal)
  }

  async function renderSettlement(settlement: SettlementStatement): Promise<Uint8Array> {
    return run(`Settlement ${settlement.settlementId}`, { value: { settlement }, transfer: [] })
  }

  async function run(
    name: string,
    job: { value: RenderJob | SettlementJob; transfer: ArrayBuffer[] },
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    if (closed) throw new AppError('UNAVAILABLE', 'The renderer is closed.')
    if (jobs >= jobsMax)
      throw new AppError('UNAVAILABLE', `${jobs} documents wait to be rendered already; try again in a moment.`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    pool ??= startPool(options)
    const limit = AbortSignal.timeout(renderMsMax)
    jobs++
    try {
      const outcome = await pool.run(job.value, {
        transferList: job.transfer,
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      })
      if (outcome instanceof Uint8Array) return outcome
      throw new BrokenAttachment(outcome.position, outcome.fault, outcome.detail)
    } catch (error) {
      if (!limit.aborted || signal?.aborted === true) throw error
      throw new Error(`${name} was not rendered within ${renderMsMax} ms.`, { cause: error })
    } finally {
      jobs--
    }
  }

  function start(): void {
    if (!closed) pool ??= startPool(options)
  }

  async function close(): Promise<void> {
    closed = true
    await pool?.close({ force: true })
  }

  return { render, renderSettlement, start, close }
}

function startPool({
  threads,
  memoryMaxMb = MEMORY_MAX_MB,
}: RendererOptions): Piscina<RenderJob | SettlementJob, Uint8Array | Refused> {
  const count = threads ?? Math.max(1, availableParallelism() - 1)
  return new Piscina({
    filename: new URL('./worker.ts', import.meta.url).href,
    // A thread that has gone is replaced only up to the smallest number, so that is all of them.
    minThreads: count,
    maxThreads: count,
    concurrentTasksPerWorker: 1,
    niceIncrement: NICE,
    closeTimeout: CLOSE_MS_MAX,
    resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb },
  })
}

/**
 * Images and attachments are copied once into separate memory, which then moves to the thread: the caller's bytes stay
 * whole, and a small part of a large buffer does not take all of it along.
 */
function handOver(
  document: InvoiceDocument,
  attachments: AttachmentPart[],
): { value: RenderJob; transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = []
  const own = (bytes: Uint8Array): Uint8Array => {
    const copy = new Uint8Array(bytes)
    transfer.push(copy.buffer)
    return copy
  }
  const value = {
    document:
      document.logo === undefined
        ? document
        : { ...document, logo: { ...document.logo, bytes: own(document.logo.bytes) } },
    attachments: attachments.map(({ bytes, mode }) => ({ bytes: own(bytes), mode })),
  }
  return { value, transfer }
}
