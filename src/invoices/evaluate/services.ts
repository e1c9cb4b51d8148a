/**
 * Describes how each service handles an invoice; LIFECYCLE is published, the others follow the published services' names.
 */
import type { ClientSettings } from '../../settings/settings.ts'
import { INVOICE_TYPES, type InvoiceType } from '@saatava/einvoice/model/document.ts'

export interface ServiceRules {
  types: readonly InvoiceType[]
  distributes: boolean
  controlsPayment: boolean
}

export const SERVICES: Record<ClientSettings['service']['type'], ServiceRules> = {
  LIFECYCLE: { types: INVOICE_TYPES, distributes: true, controlsPayment: true },
  // Distribution alone: the payment is the seller's own matter.
  INTERMEDIATION: {
    types: ['INVOICE', 'CREDIT_NOTE', 'REMINDER', 'AUTO_PAYMENT_INVOICE'],
    distributes: true,
    controlsPayment: false,
  },
  // The seller has sent its invoices itself; they come here as claims.
  COLLECTION: { types: ['INVOICE', 'CREDIT_NOTE', 'COLLECTION'], distributes: false, controlsPayment: true },
  COOP: { types: INVOICE_TYPES, distributes: true, controlsPayment: true },
}
