/** Input and result of an evaluation. */
import type { InvoiceId } from '@saatava/core/ids.ts'
import type { PlannedDelivery } from '../../deliveries/enqueue.ts'
import type { Candidate, Original } from './candidate.ts'
import type { SettingsInForce } from '../../settings/client-settings.ts'
import type { ChannelName } from '@saatava/einvoice/model/channels.ts'
import type { InvoiceAmounts } from '../amounts.ts'
import type { InvoiceDocument } from '@saatava/einvoice/model/document.ts'
import type { ReplacedReference } from './build-document.ts'
import type { PayTo } from './pay-to.ts'

/** How many invoices are evaluated in one transaction. */
export const EVALUATED_AT_ONCE_MAX = 100

/** Abilities of this deployment. */
export interface Deployment {
  /** Channels that are set up here. */
  channels: readonly ChannelName[]
  /** The e-invoice operator of clients that name none. */
  operatorId: string | undefined
}

export interface EvaluationInput {
  deployment: Deployment
  /** Production: an invoice that by law states an address is not sent without it. */
  enforcesAddresses: boolean
  candidate: Candidate
  inForce: SettingsInForce
  amounts: InvoiceAmounts
  document: InvoiceDocument
  payTo: PayTo
  /** The reference that was sent, where the document bears one of the client's prefix instead. */
  replacedReference?: ReplacedReference | undefined
  original: Original | undefined
  /** An earlier invoice that is the same but for its number. */
  duplicate: { invoiceId: InvoiceId; number: number } | undefined
  /** Attachments that could not be had, or are no PDFs. */
  attachmentFaults: { position: number; code: string; reason: string }[]
  /** The seller's own print-outs, each with the IBANs of the client-funds accounts that its text names. */
  printouts: { position: number; accounts: string[] }[]
}

/** Why an invoice is not delivered: for a program and for people. */
export interface Reason {
  code: string
  message: string
  pointer?: string
}

/** One named check; what it finds becomes the invoice's reasons. */
export interface Check {
  name: string
  find(input: EvaluationInput): Reason[]
}

export type Verdict = 'ACCEPTED' | 'MANUAL' | 'DUPLICATE' | 'ERROR'

export interface Evaluation {
  verdict: Verdict
  reasons: Reason[]
  /** For the seller to know; they hold nothing up. */
  warnings: Reason[]
  deliveries: PlannedDelivery[]
}
