/** Bodies of requests that are right, to be sent as they are or broken in one place. */

let businessCodes = 0

/** A new client with a new business code each time. */
export function newClientBody(partnerCode: string) {
  return {
    service: { type: 'LIFECYCLE', partnerCode },
    client: {
      name: 'Test Customer Oy',
      businessCode: `T${++businessCodes}`,
      countryCode: 'FI',
      currencyCode: 'EUR',
    },
    contacts: { primary: { name: 'Matti Meikäläinen', email: 'matti@testcustomer.fi' } },
  }
}

/** One voucher, 124.00 against sales and VAT. */
export function ledgerOf(ledgerIdentifier: string, documentName = '1') {
  return {
    ledgerIdentifier,
    companyIdentifier: '0112038-9',
    documentType: 'ML',
    documentName,
    documentDate: '2026-01-31',
    calculationMode: 'GROSS',
    ledgerRows: [
      { bookingDate: '2026-01-31', accountNumber: '1701', amount: 124, netAmount: 124 },
      { bookingDate: '2026-01-31', accountNumber: '3000', vatPercentage: 24, amount: -124, netAmount: -100 },
      { bookingDate: '2026-01-31', accountNumber: '2939', amount: -24, netAmount: -24, isVatRow: 1 },
    ],
  }
}

/** One payment of 110.00 on invoice 1001. */
export function paymentOf(paymentIdentifier: string, invoiceNumber = '1001') {
  return {
    paymentIdentifier,
    invoiceNumber,
    paymentDate: '2026-02-25',
    amount: 110,
    currency: 'EUR',
    targetIdentifier: 'invoicenumber',
    paymentMethodType: 'alternative',
    description: 'cash-in',
    rows: [
      { description: 'Payment', accountNumber: 1910, amount: 110 },
      { description: 'Counter Account', accountNumber: 1601, amount: -110 },
    ],
  }
}
