import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'

/** An answer of GET /settlements, and what acknowledges it. */
export const SETTLEMENTS_EXAMPLE = {
  createdAt: '2026-03-03T06:15:00.000Z',
  settlements: [
    {
      settlementId: 202603030001,
      settlementDate: '2026-03-03T00:00:00Z',
      agency: 'CASH-IN',
      remittanceReference: 'RF7910000120260303000106',
      beneficiary: { name: 'Test Customer Oy', ...EXAMPLE_CREDITORS.FI },
      settlementAmount: 109.85,
      currency: 'EUR',
      apiFetchDate: null,
      allocations: [
        {
          allocationId: 8000001,
          allocatedTotalAmount: 109.85,
          allocationDate: '2026-02-25T00:00:00Z',
          currency: 'EUR',
          caseId: 5000001,
          originalInvoiceNumber: '123456789',
          originalPaymentReference: 'RF53 1337 109',
          breakdown: [
            { type: 'CAPITAL', amount: 110 },
            { type: 'INTEREST', amount: 0.85 },
            { type: 'FEES', amount: -1 },
          ],
        },
      ],
      deductions: [{ type: 'WITHDRAWN_CASE_FEES', amount: 5, caseId: 5000002, originalInvoiceNumber: '123456790' }],
      paidAmount: 104.85,
    },
  ],
}

export const ACKNOWLEDGEMENT_EXAMPLE = { settlementIds: [202603030001] }

export const SETTLEMENT_EXAMPLE = { settlement: SETTLEMENTS_EXAMPLE.settlements[0] }
