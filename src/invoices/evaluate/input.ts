/** What an evaluation is made of, and what comes of it. */
import type { SettingsInForce } from '../../settings/client-settings.ts'
import type { ChannelName } from '../../channels/port.ts'
import type { InvoiceAmounts } from '../amounts.ts'
import type { InvoiceDocument, InvoiceType, PaymentInstructions } from '../document.ts'
import type { SalesInvoiceRequest } from '../schemas.ts'
import type { ReplacedReference } from './build-document.ts'
import type { PayTo } from './pay-to.ts'

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

/** The invoice that a credit note credits, or that a reminder reminds of, as it is stored. */
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
  /** Of its document, where it has one: whom it asked to be paid, and by which reference. */
  payment?: Pick<PaymentInstructions, 'accounts' | 'payee' | 'reference'> | null
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
  likeness: { invoiceId: string; number: number } | undefined
  /** Attachments that could not be had, or are no PDFs. */
  attachmentFaults: { position: number; code: string; reason: string }[]
  /** The seller's own print-outs, each with the IBANs of the client-funds accounts that its text names. */
  printouts: { position: number; accounts: string[] }[]
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
  /** For the seller to know; they hold nothing up. */
  warnings: Reason[]
  deliveries: PlannedDelivery[]
}
