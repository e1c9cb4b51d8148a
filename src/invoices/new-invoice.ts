/** The intake's input for one invoice, and its answer. */
import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, InvoiceId } from '@saatava/core/ids.ts'
import type { Identifiable } from '../personal-keys/identity.ts'
import type { Submitter } from '../platform/audit.ts'
import type { Idempotency, Warning } from '../platform/http/route.ts'
import type { InvoiceAmounts } from './amounts.ts'
import type { InvoiceType } from '@saatava/einvoice/model/document.ts'
import type { DistributedStatus, InvoiceStatus } from './states.ts'

export interface NewAttachment {
  position: number
  fileName: string
  useAsPrintout: boolean
  /** IBANs of the client-funds accounts that the text of a print-out names. */
  printedAccounts: string[]
  /** Bytes that came with the invoice, or where they are to be fetched. */
  source: { bytes: Uint8Array; hash: Buffer } | { url: string }
}

export interface NewInvoice extends Submitter {
  clientId: ClientId
  invoiceId: InvoiceId
  /** Undefined: not taken yet. */
  number: number | undefined
  /** The client's next number is taken when it is stored. */
  numbered: 'BY_SENDER' | 'BY_US'
  type: InvoiceType
  /** The date of a reminder, which separates the reminders of one invoice; '' for every other type. */
  issue: string
  draft: boolean
  date: CivilDate
  dueDate: CivilDate
  currency: string
  /** Minor units. */
  net: bigint
  vat: bigint
  total: bigint
  paid: bigint
  /** The amounts row by row. */
  amounts: InvoiceAmounts
  buyerName: string
  /** The debtor, by whose key what is stored about it is sealed. */
  buyer: Identifiable
  method: string | null
  paymentControl: boolean
  /** Status of this client's invoices once they have been distributed. */
  distributedAs: DistributedStatus
  /** The stored text: one form per content, without attachments' bytes. */
  payload: string
  contentHash: Buffer
  duplicateFingerprint: Buffer
  attachments: NewAttachment[]
  idempotency: Idempotency | undefined
  /** The Idempotency-Key's scope. */
  scope: string
  warnings: Warning[]
}

export interface StoredInvoice {
  invoiceId: InvoiceId
  number: number
  status: InvoiceStatus
  warnings: Warning[]
  /** The answer was given before, to the same Idempotency-Key. */
  replayed: boolean
}
