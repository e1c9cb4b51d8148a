/**
 * E-invoices through an operator. The XML is delivered as `<deliveryId>.xml`, and the message's own id is the delivery's
 * as well, so an operator that is given it twice knows it again [GAP: asked of the operator when it is chosen].
 */
import { type DropLog, AnswerFiles } from '../../drops/answer-files.ts'
import type { Exchange } from '../../drops/exchange.ts'
import { differs, dropOutcome } from '../drop-outcome.ts'
import type { Channel, SendOutcome, Shipment } from '../port.ts'
import { isUuid } from '../report-fields.ts'
import { readEinvoiceReports } from './reports.ts'

export interface EinvoiceChannelOptions {
  drop: Exchange
  log: DropLog
  /** How long a report that is not whole yet is waited for, ms. */
  unfinishedMs?: number
}

const LABEL = 'the e-invoice operator'
const BATCH_MAX = 50
const PARALLEL_MAX = 4
/** Files of one batch that are delivered at once. */
const FILES_AT_ONCE = 8
/** Finvoice has no limit; operators' limits lie about here [GAP]. */
const XML_BYTES_MAX = 16 * 1024 * 1024

/** @returns the channel EINVOICE. `reports` throws DropError when the drop cannot be asked; `close` closes the drop. */
export function createEinvoiceChannel(options: EinvoiceChannelOptions): Channel {
  const { drop, log } = options
  const answerFiles = new AnswerFiles({ ...options, exchange: drop, parse: readEinvoiceReports })
  return {
    name: 'EINVOICE',
    repeatable: true,
    batchMax: BATCH_MAX,
    parallelMax: PARALLEL_MAX,
    async send(_batchId, shipments, signal) {
      const outcomes: SendOutcome[] = []
      for (let i = 0; i < shipments.length; i += FILES_AT_ONCE) {
        const some = shipments.slice(i, i + FILES_AT_ONCE)
        outcomes.push(...(await Promise.all(some.map((shipment) => deliver(drop, shipment, log, signal)))))
      }
      return outcomes
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

async function deliver(drop: Exchange, shipment: Shipment, log: DropLog, signal: AbortSignal): Promise<SendOutcome> {
  const { deliveryId, einvoice } = shipment
  if (!isUuid(deliveryId)) throw new RangeError(`deliveryId is ${JSON.stringify(deliveryId)}, which is not a UUID`)
  if (einvoice === undefined) {
    return { kind: 'refused', code: 'EINVOICE_MISSING', reason: 'This document has no e-invoice file.' }
  }
  if (einvoice.xml.length > XML_BYTES_MAX) {
    const reason = `The e-invoice has ${einvoice.xml.length} bytes, and at most ${XML_BYTES_MAX} are sent.`
    return { kind: 'refused', code: 'EINVOICE_TOO_LARGE', reason }
  }
  // Not begun, so certainly not sent.
  if (signal.aborted)
    return { kind: 'temporary', code: 'ABORTED', reason: 'The delivery was stopped before it was sent.' }
  const name = `${deliveryId}.xml`
  try {
    const put = await drop.put(name, einvoice.xml, signal)
    return put === 'DIFFERS' ? differs(name, LABEL) : { kind: 'sent', remoteId: name }
  } catch (error) {
    return dropOutcome(error, LABEL, log)
  }
}
