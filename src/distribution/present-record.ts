import type { RecordRow } from '../invoices/records-queries.ts'

export function presentRecord(row: RecordRow): Record<string, unknown> {
  return {
    invoiceNumber: row.invoiceNumber,
    invoiceType: row.invoiceType,
    invoiceDate: row.invoiceDate,
    status: row.status,
    distributionStatus: row.outcome,
    method: row.method,
    sentAt: row.sentAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    paymentControlStatus: row.paymentControlStatus,
    caseId: row.caseId,
    failureReason: row.failureReason,
    updatedAt: row.updatedAt.toISOString(),
  }
}
