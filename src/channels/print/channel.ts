/**
 * Letters through a print house: a batch is one ZIP under its own id, with its manifest before it and its checksum after
 * it. The printing house begins when the checksum is there, and takes a batch's id once [GAP: asked of the printing
 * house].
 */
import { type Static, Type } from 'typebox'
import { type DropLog, AnswerFiles } from '../../drops/answer-files.ts'
import type { Exchange } from '../../drops/exchange.ts'
import { storedText } from '../../platform/stored.ts'
import { differs, dropOutcome } from '../drop-outcome.ts'
import type { Channel, SendOutcome } from '../port.ts'
import { isUuid } from '../report-fields.ts'
import { type PrintBatch, type PrintLimits, makeBatch } from './batch.ts'
import { countPages } from './count-pages.ts'
import { MANIFEST_FILE, batchFiles } from './manifest.ts'
import { readPrintReports } from './reports.ts'

export interface PrintChannelOptions {
  drop: Exchange
  log: DropLog
  countPages?: (pdf: Uint8Array) => Promise<number>
  limits?: Partial<PrintLimits>
  /** Letters in one batch. */
  batchMax?: number
  /** How long a report that is not whole yet is waited for, ms. */
  unfinishedMs?: number
}

const LABEL = 'the print house'
const BATCH_MAX = 500
const PARALLEL_MAX = 2
/** Below what a drop reads, so that a batch can be compared with one that was delivered. */
const LIMITS: PrintLimits = { pagesMax: 100, batchBytesMax: 48 * 1024 * 1024 }

/** @returns the channel PRINT. `reports` throws DropError when the drop cannot be asked; `close` closes the drop. */
export function createPrintChannel(options: PrintChannelOptions): Channel {
  const { drop, log } = options
  const limits = { ...LIMITS, ...options.limits }
  const answerFiles = new AnswerFiles({
    ...options,
    exchange: drop,
    parse: (json, signal) => readPrintReports(json, (batchId) => lettersOf(drop, batchId, signal)),
  })
  return {
    name: 'PRINT',
    repeatable: true,
    batchMax: options.batchMax ?? BATCH_MAX,
    parallelMax: PARALLEL_MAX,
    async send(batchId, shipments, signal) {
      if (!isUuid(batchId)) throw new RangeError(`batchId is ${JSON.stringify(batchId)}, which is not a UUID`)
      const batch = await makeBatch(batchId, shipments, limits, options.countPages ?? countPages)
      const outcome = await deliver(drop, batchId, batch, log, signal)
      return shipments.map(({ deliveryId }) => batch.leftOut.get(deliveryId) ?? outcome)
    },
    async reports(max, signal) {
      const answers = await answerFiles.read(max, signal)
      return answers
        .map(({ id, value }) => ({ reportId: id, ...value }))
        .toSorted((left, right) => left.at.getTime() - right.at.getTime())
    },
    acknowledge: (reports, signal) =>
      answerFiles.acknowledge(
        reports.map(({ reportId }) => reportId),
        signal,
      ),
    close: () => drop.close(),
  }
}

async function deliver(
  drop: Exchange,
  batchId: string,
  batch: PrintBatch,
  log: DropLog,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { zip } = batchFiles(batchId)
  if (signal.aborted)
    return { kind: 'temporary', code: 'ABORTED', reason: 'The delivery was stopped before it was sent.' }
  // From here on the printing house may have taken it, whatever happens to the rest.
  let zipThere = false
  for (const { name, bytes } of batch.files) {
    try {
      if ((await drop.put(name, bytes, signal)) === 'DIFFERS') return differs(name, LABEL)
    } catch (error) {
      const outcome = dropOutcome(error, LABEL, log)
      // Nothing is printed of a manifest alone.
      if (name !== zip && !zipThere && outcome.kind === 'unknown') return { ...outcome, kind: 'temporary' }
      if (!zipThere || outcome.kind === 'unknown') return outcome
      return { kind: 'unknown', code: 'BATCH_UNFINISHED', reason: `${zip} was delivered without its checksum.` }
    }
    zipThere ||= name === zip
  }
  return { kind: 'sent', remoteId: batchId }
}

/** Returns the letters of a batch, by the manifest that was delivered beside it. */
async function lettersOf(drop: Exchange, batchId: string, signal: AbortSignal): Promise<string[] | null> {
  const bytes = await drop.sent(batchFiles(batchId).manifest, signal)
  if (bytes === null) return null
  const manifest = manifestOf(bytes, batchId)
  return manifest === null ? null : manifest.items.map(({ deliveryId }) => deliveryId)
}

// It lies where others can write: what is there may not be what was delivered.
const SentManifest = Type.Object({ items: Type.Array(Type.Object({ deliveryId: Type.String() })) })
const readManifest = storedText(SentManifest, MANIFEST_FILE)

function manifestOf(bytes: Uint8Array, batchId: string): Static<typeof SentManifest> | null {
  try {
    return readManifest(Buffer.from(bytes).toString('utf8'), batchId)
  } catch {
    return null
  }
}
