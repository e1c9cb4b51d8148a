const INVOICE_ID = '019a4c3e-0000-7000-8000-000000000001'
const OF_BOTH = { invoiceId: INVOICE_ID, invoiceNumber: 251601000, invoiceDate: '2025-12-01', dueDate: '2025-12-15' }

export const INVOICES_EXAMPLE = {
  invoices: [
    {
      ...OF_BOTH,
      ...{ type: 'INVOICE', status: 'INVOICED', currency: 'EUR', buyerName: 'Matti Meikäläinen' },
      amounts: { netAmount: 910, vatAmount: 225.15, totalAmount: 1135.15, paidAmount: 0, creditedAmount: 0 },
      ...{ paymentReference: '200012516010004', paymentState: 'PARTLY_PAID' },
      case: {
        ...{ caseId: 5000001, status: 'OPEN', stage: 'REMINDER', openAmount: 642.11 },
        ...{ closedAt: null, closingReason: null },
      },
      payments: {
        ...{ beforeHandOverAmount: 0, receivedAmount: 500, directAmount: 0, takenBackAmount: 0 },
        ...{ overpaidAmount: 0, waivedAmount: 0, lastPaymentDate: '2026-01-10' },
      },
      ...{ submittedAt: '2025-12-01T09:29:59.000Z', updatedAt: '2026-01-10T06:00:00.000Z' },
    },
  ],
}

export const CASES_EXAMPLE = {
  cases: [
    {
      ...OF_BOTH,
      ...{ caseId: 5000001, debtorId: '019a4c3e-0000-7000-8000-000000000031', paymentReference: '200012516010004' },
      debtorName: 'Matti Meikäläinen',
      ...{ status: 'OPEN', statusReason: null, stage: 'LEGAL' },
      ...{ waitingFor: 'APPROVAL', currency: 'EUR', capitalAmount: 1135.15, openAmount: 1242.4 },
      ...{ caseDueDate: '2025-12-15', nextDate: null, createdAt: '2025-12-01T09:30:00.000Z' },
      ...{ closedAt: null, closingReason: null, updatedAt: '2026-03-10T06:00:00.000Z' },
    },
  ],
}
