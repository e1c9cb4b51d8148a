/** The published example of POST /client, for the docs and for the sandbox's first run. */
export const NEW_CLIENT_EXAMPLE = {
  service: { type: 'LIFECYCLE', partnerCode: 'QUICK3' },
  client: {
    name: 'Test Customer Oy',
    businessCode: '123456-7',
    vatRegNbr: 'FI1234567',
    postalAddress: 'Testikuja 7',
    postalCode: '12345',
    postalDistrict: 'HELSINKI',
    countryCode: 'FI',
    telephone: '',
    email: 'email@testcustomer.fi',
    website: '',
    languageCode: 'FI',
    currencyCode: 'EUR',
    ibanAccount: '',
    bic: '',
    bankgiro: '',
    plusgiro: '',
  },
  contacts: {
    primary: { name: 'Matti Meikäläinen', telephone: '', mobile: '+358441234567', email: 'matti@testcustomer.fi' },
    technical: { name: '', email: '' },
    accountant: { name: '', email: '' },
  },
}

/** PATCH /clients/{n}: a new address; a field of null is cleared. */
export const CLIENT_PATCH_EXAMPLE = {
  client: { postalAddress: 'Testikuja 9', postalCode: '12345', postalDistrict: 'HELSINKI', website: null },
}

/** POST /clients/{n}/tokens: a token that reads invoices and cases, from one network. */
export const NEW_TOKEN_EXAMPLE = {
  name: 'reports',
  scopes: ['invoice.read', 'case.read'],
  addresses: ['198.51.100.0/24'],
}
