/**
 * The life of an invoice, in the published words.
 *
 *   DRAFT ──▶ PAUSED ──▶ ACCEPTED ──▶ INVOICED ──▶ CREDITED      (INTERMEDIATED instead of INVOICED where the
 *               │ ▲ ├───▶ MANUAL ──▶ ACCEPTED                     client's service ends with distribution)
 *               │ │ ├───▶ DUPLICATE ──▶ ACCEPTED                  (both by the action APPROVE)
 *               │ │ └───▶ ERROR
 *               └─┴── submitted again with other content, while nobody has acted on it
 *
 * An invoice that is submitted again as a draft becomes DRAFT instead of PAUSED. PAUSED is stored and not yet evaluated.
 * ERROR also takes what was accepted and could not leave by any channel; an original that such a credit note had taken is
 * CREDITED no more.
 */
export const INVOICE_STATUSES = [
  'PAUSED',
  'DRAFT',
  'ACCEPTED',
  'INVOICED',
  'CREDITED',
  'INTERMEDIATED',
  'MANUAL',
  'ERROR',
  'DUPLICATE',
] as const
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number]

/** The statuses in words: PAUSED, the published word for a new invoice, sounds like trouble. */
export const STATUS_TEXTS: Record<InvoiceStatus, string> = {
  PAUSED: 'Stored; it is being checked',
  DRAFT: 'Stored as a draft; it is issued when it is sent again without draft',
  ACCEPTED: 'Checked; it is being sent',
  INVOICED: 'Sent',
  CREDITED: 'A credit note has credited it',
  INTERMEDIATED: 'Sent; its payments are not followed',
  MANUAL: 'It waits for an approval',
  ERROR: 'It cannot be sent; its reasons say why',
  DUPLICATE: 'It looks like an earlier invoice, and waits for an approval',
}

/** The statements that write statuses make these transitions and no others: test/state-tables.test.ts compares them. */
export const TRANSITIONS: Record<InvoiceStatus, readonly InvoiceStatus[]> = {
  DRAFT: ['DRAFT', 'PAUSED'],
  PAUSED: ['ACCEPTED', 'MANUAL', 'ERROR', 'DUPLICATE'],
  // An approved invoice is neither MANUAL nor DUPLICATE again.
  MANUAL: ['ACCEPTED', 'ERROR', 'PAUSED', 'DRAFT'],
  DUPLICATE: ['ACCEPTED', 'ERROR', 'PAUSED', 'DRAFT'],
  ERROR: ['PAUSED', 'DRAFT'],
  ACCEPTED: ['INVOICED', 'INTERMEDIATED', 'CREDITED', 'ERROR'],
  INVOICED: ['CREDITED'],
  INTERMEDIATED: ['CREDITED'],
  // A credit note that reached nobody is replaced by a smaller one: its original is what it was before.
  CREDITED: ['INVOICED', 'INTERMEDIATED'],
}

/** The statuses from which `to` may be reached; what a guarded update puts in its where clause. */
export function statusesBefore(to: InvoiceStatus): InvoiceStatus[] {
  return INVOICE_STATUSES.filter((from) => TRANSITIONS[from].includes(to))
}

export type DistributedStatus = 'INVOICED' | 'INTERMEDIATED'

/**
 * Returns the status of an invoice once it has been distributed: for INTERMEDIATION, the client's service ends there
 * [published].
 */
export function distributedStatus(service: string): DistributedStatus {
  return service === 'INTERMEDIATION' ? 'INTERMEDIATED' : 'INVOICED'
}

/** Statuses in which other content under the same number replaces the stored one: nobody has acted on it. */
export const REPLACEABLE: readonly InvoiceStatus[] = ['DRAFT', 'ERROR', 'MANUAL', 'DUPLICATE']
/** Statuses that wait for the action APPROVE. */
export const APPROVABLE: readonly InvoiceStatus[] = ['MANUAL', 'DUPLICATE']
/** Statuses of an original that a credit note can credit. */
export const CREDITABLE: readonly InvoiceStatus[] = ['ACCEPTED', 'INVOICED', 'INTERMEDIATED', 'CREDITED']
/** Statuses of an invoice that has left: nobody needs to do anything about the invoice itself. */
export const FINISHED: readonly InvoiceStatus[] = ['INVOICED', 'INTERMEDIATED', 'CREDITED']
