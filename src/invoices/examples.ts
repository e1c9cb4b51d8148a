import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'

/** The published example's header and processing; where its further parts are not public, our own example. */
export const INVOICE_EXAMPLE = {
  processing: { paymentControlEnabled: true, manualApprovalEnabled: false, accountingInvoiceEnabled: false },
  distribution: { method: 'EMAIL', enabled: true },
  invoice: {
    header: {
      number: 251601000,
      type: 'INVOICE',
      date: '2025-12-01',
      dueDate: '2025-12-15',
      description: null,
      additionalInformation: null,
      currencyCode: 'EUR',
      languageCode: 'FI',
    },
    references: { sales: null, buyer: null, agreement: null, payment: null, orderNumber: null, orderDate: null },
    parties: {
      sellerParty: {
        businessId: '123456-7',
        name: 'Test Customer Oy',
        vatCode: 'FI1234567',
        address: {
          street: 'Testikuja 7',
          postalCode: '12345',
          postalDistrict: 'HELSINKI',
          countryCode: 'FI',
        },
        contact: { contactPerson: { name: '', email: '' }, email: 'email@testcustomer.fi', phone: '' },
        paymentDetails: { ...EXAMPLE_CREDITORS.FI, bankgiro: '', postgiro: '' },
      },
      buyerParty: {
        entityType: 'BUSINESS',
        name: 'Matti Meikäläinen',
        customerAccountId: '1001',
        businessId: '0112038-9',
        languageCode: 'FI',
        disableCollection: false,
        address: {
          street: 'Testikuja 8',
          postalCode: '12345',
          postalDistrict: 'HELSINKI',
          countryCode: 'FI',
        },
        contact: { email: 'matti@testcustomer.fi', phone: '+358441234567' },
      },
    },
    terms: { paymentTerms: { netDays: 14 }, interest: { type: 'REFERENCE_RATE' } },
    rows: [
      { name: 'Consulting', quantity: 10, unit: 'h', unitPrice: 85, vatPercentage: 25.5 },
      { name: 'Handbook', quantity: 2, unit: 'pcs', unitPrice: 30, vatPercentage: 14 },
    ],
  },
} as const
