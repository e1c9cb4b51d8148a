const DEBTOR_ID = '019a4c3e-0000-7000-8000-000000000031'
const ADDRESS = { street: 'Uusi katu 9', postalCode: '00200', postalDistrict: 'HELSINKI', countryCode: 'FI' }
const CONTACT = { address: ADDRESS, email: 'matti@example.com', phone: null, electronicDemands: null }

const LISTED = {
  ...{ debtorId: DEBTOR_ID, kind: 'PERSON', name: 'Matti Meikäläinen', nationalId: '010190*****', businessCode: null },
  ...{ customerNumbers: ['4711'], contact: CONTACT, marks: ['GUARDIAN'], openCases: 1 },
  ...{ createdAt: '2025-12-01T09:30:00.000Z', updatedAt: '2026-01-10T06:00:00.000Z' },
}

export const DEBTORS_EXAMPLE = { debtors: [LISTED] }

export const PATCH_EXAMPLE = { address: ADDRESS, email: 'matti@example.com', phone: null }

export const MARK_EXAMPLE = {
  ...{ fromDay: '2026-01-09', source: 'Letter of the guardian of 2026-01-09' },
  guardian: { name: 'Maija Edunvalvoja', address: { ...ADDRESS, street: 'Testikuja 3' } },
}

export const DEBTOR_EXAMPLE = {
  ...LISTED,
  balances: [{ currency: 'EUR', openAmount: 1005.13, openCases: 1 }],
  cases: [
    {
      ...{ caseId: 5000001, invoiceNumber: 251601000, status: 'OPEN', statusReason: null, stage: 'REMINDER' },
      ...{ currency: 'EUR', openAmount: 1005.13, dueDate: '2025-12-15' },
      ...{ createdAt: '2025-12-01T09:30:00.000Z', closedAt: null, closingReason: null },
    },
  ],
  letters: [
    {
      ...{ letterId: '019c9a10-0000-7000-8000-000000000009', caseId: 5000001, kind: 'REMINDER' },
      createdAt: '2026-01-02T06:00:01.000Z',
      document: '/api/v1/partner/invoice/case/letters/019c9a10-0000-7000-8000-000000000009/document',
    },
  ],
  contactHistory: [
    {
      ...{ field: 'ADDRESS', value: { address: ADDRESS }, source: 'REQUEST' },
      ...{ changedBy: 'token:019a4c3e-0000-7000-8000-000000000002', changedAt: '2026-01-10T06:00:00.000Z' },
    },
  ],
  markHistory: [
    {
      ...{ mark: 'GUARDIAN', ...MARK_EXAMPLE, rule: 'FI.DEBTOR.GUARDIAN' },
      lawSource: 'Laki holhoustoimesta (442/1999): letters go to the guardian',
      ...{ setBy: 'token:019a4c3e-0000-7000-8000-000000000002', setAt: '2026-01-10T06:00:00.000Z' },
      ...{ liftedBy: null, liftedAt: null },
    },
  ],
}
