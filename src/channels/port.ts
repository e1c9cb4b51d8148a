/**
 * A channel carries documents to receivers. The distribution engine writes down what it is about to send before it is
 * sent. A channel reports the outcome and never guesses: a shipment that may have left is `unknown`, not `temporary`.
 */
import type { ClientId, DeliveryId } from '@saatava/core/ids.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { ChannelName, ChannelSettings } from '@saatava/einvoice/model/channels.ts'

/** One delivery of one invoice, with all that a channel needs. */
export interface Shipment {
  clientId: ClientId
  /** UUID; the same at every attempt: receivers that know it take a shipment once. */
  deliveryId: DeliveryId
  document: InvoiceDocument
  /** The archived bytes: what was rendered once is what is sent, also at the second attempt. */
  pdf: Uint8Array | undefined
  /** The e-invoice file, of channel EINVOICE. */
  einvoice: { format: 'FINVOICE' | 'UBL'; xml: Uint8Array } | undefined
  settings: ChannelSettings
  /** When the delivery was made; what is dated in a message is dated by it, so that it does not change between attempts. */
  createdAt: Date
}

export type SendOutcome =
  /** It is with the operator, the mail server or the print house. */
  | { kind: 'sent'; remoteId: string }
  /** This channel will never take it: the next one in the order of fallback is tried. */
  | { kind: 'refused'; code: string; reason: string }
  /** It certainly has not left; it is tried again. */
  | { kind: 'temporary'; code: string; reason: string; retryAfterMs?: number }
  /** It may have left. A repeatable channel sends it again, the same; on any other a report or a person must tell. */
  | { kind: 'unknown'; code: string; reason: string }

/** News that came back later: a delivery receipt, a bounce, an operator's refusal, an answer of the printing house. */
export interface ChannelReport {
  /** Names this report in its channel; the same report twice changes nothing. */
  reportId: string
  deliveryId: DeliveryId
  outcome: 'accepted' | 'delivered' | 'failed'
  at: Date
  code?: string
  reason?: string
}

export interface Channel {
  name: ChannelName
  /** Sending the same shipment again is harmless, because the receiver knows deliveryId (or the batch's id). */
  repeatable: boolean
  /** How many shipments go out together; 1: one by one. */
  batchMax: number
  /** How many batches may be under way at once in one worker. */
  parallelMax: number
  /**
   * Sends shipments together. Never throws for what the outside does: it is an outcome.
   * @param batchId UUID, the same for the same shipments at every attempt
   * @returns one outcome a shipment, in order
   */
  send(batchId: string, shipments: Shipment[], signal: AbortSignal): Promise<SendOutcome[]>
  /**
   * Returns reports that have come back and have not been acknowledged, oldest first, at most `max`. Throws when it
   * cannot be asked.
   */
  reports(max: number, signal: AbortSignal): Promise<ChannelReport[]>
  /** After these have been recorded: they need not be shown again. */
  acknowledge(reports: ChannelReport[], signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
