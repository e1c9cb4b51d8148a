/** What an evaluation is made of, and what comes of it. */
import type { SettingsInForce } from '../../settings/client-settings.ts'
import type { ChannelName } from '../../channels/port.ts'
import type { InvoiceAmounts } from '../amounts.ts'
import type { InvoiceDocument, InvoiceType } from '../document.ts'
import type { SalesInvoiceRequest } from '../schemas.ts'

/** An invoice as it waits for evaluation. */
export interface Candidate {
  clientId: number
  invoiceId: string
  seq: number
  number: number
  type: InvoiceType
  date: string
  dueDate: string
  currency: string
  approved: boolean
  request: SalesInvoiceRequest
}

/** The invoice that a credit note credits, as it is stored. */
export interface Original {
  invoiceId: string
  number: number
  type: InvoiceType
  status: string
  date: string
  currency: string
  /** Minor units. */
  total: bigint
  credited: bigint
}

/** What this deployment can do. */
export interface Deployment {
  /** Channels that are set up here. */
  channels: readonly ChannelName[]
  /** The e-invoice operator of clients that name none. */
  operatorId: string | undefined
}

export interface EvaluationInput {
  deployment: Deployment
  candidate: Candidate
  inForce: SettingsInForce
  amounts: InvoiceAmounts
  document: InvoiceDocument
  original: Original | undefined
  /** An earlier invoice that is the same but for its number. */
  likeness: { invoiceId: string; number: number } | undefined
  /** Attachments that could not be had, or are no PDFs. */
  attachmentFaults: { position: number; code: string; reason: string }[]
}

/** Why an invoice is not on its way: for a program and for people. */
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

export interface PlannedDelivery {
  channel: ChannelName
  /** Those of rank 0 leave at once; the next rank when all of the one before have failed. */
  rank: number
}

export type Verdict = 'ACCEPTED' | 'MANUAL' | 'DUPLICATE' | 'ERROR'

export interface Evaluation {
  verdict: Verdict
  reasons: Reason[]
  deliveries: PlannedDelivery[]
}
