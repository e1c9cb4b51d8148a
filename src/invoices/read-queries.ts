import type { CivilDate } from '@saatava/core/dates.ts'
import type { ClientId, DeliveryId, InvoiceId } from '@saatava/core/ids.ts'
import type { Queryable } from '../platform/database.ts'
import type { StoredDocument } from '@saatava/einvoice/model/stored-document.ts'
import type { InvoiceStatus } from './states.ts'
import { documentIn } from './stored-invoice.ts'

export interface InvoiceRow {
  invoiceId: InvoiceId
  number: number
  type: string
  status: InvoiceStatus
  date: CivilDate
  dueDate: CivilDate
  currency: string
  net: number
  vat: number
  total: number
  paid: number
  credited: number
  reasons: unknown
  warnings: unknown
  document: StoredDocument | null
  submittedAt: Date
  evaluatedAt: Date | null
  updatedAt: Date
}

/** Invoices of a number, those of the asked type alone where one is; originals before credit notes and reminders. */
export async function selectByNumber(
  db: Queryable,
  clientId: ClientId,
  number: number,
  type: string | undefined,
): Promise<InvoiceRow[]> {
  const { rows } = await db.query<Omit<InvoiceRow, 'document'> & { document: unknown }>({
    text: `select invoice_id as "invoiceId", number, type, status, invoice_date as date, due_date as "dueDate", currency_code as currency,
                  net_minor as net, vat_minor as vat, total_minor as total, paid_minor as paid, credited_minor as credited,
                  reasons, warnings, document, submitted_at as "submittedAt", evaluated_at as "evaluatedAt", updated_at as "updatedAt"
           from invoice where client_id = $1 and number = $2 and ($3::text is null or type = $3)
           order by type in ('CREDIT_NOTE', 'REMINDER'), seq desc limit 50`,
    values: [clientId, number, type ?? null],
  })
  return rows.map((row) => ({ ...row, document: documentIn({ ...row, clientId }) }))
}

export interface DeliveryRow {
  deliveryId: DeliveryId
  channel: string
  state: string
  attempts: number
  createdAt: Date
  sentAt: Date | null
  deliveredAt: Date | null
  nextAttemptAt: Date | null
  failureCode: string | null
  failureReason: string | null
}

export async function selectDeliveries(
  db: Queryable,
  clientId: ClientId,
  invoiceId: InvoiceId,
): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>({
    text: `select delivery_id as "deliveryId", channel, state, attempts, created_at as "createdAt", sent_at as "sentAt", delivered_at as "deliveredAt",
                  case when state = 'pending' and lease_owner is null then next_attempt_at end as "nextAttemptAt", failure_code as "failureCode", failure_reason as "failureReason"
           from delivery where client_id = $1 and invoice_id = $2 and letter_id is null order by created_at, rank, channel`,
    values: [clientId, invoiceId],
  })
  return rows
}
