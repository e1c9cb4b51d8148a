import { type DueWork, timedWork } from '../platform/due-work.ts'

/** Work that invoices wait for: their evaluation, and before it the attachments that are given as addresses. */
export const INVOICES_DUE: DueWork[] = [
  timedWork('invoices to evaluate', 'invoice', 'evaluate_at'),
  timedWork('attachments to fetch', 'invoice_attachment', 'fetch_at'),
]
