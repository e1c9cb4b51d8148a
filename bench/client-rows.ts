/** Clients as onboarding stores them, in one statement. */
const DETAILS = {
  service: { type: 'LIFECYCLE', partnerCode: 'QUICK3' },
  client: {
    ...{
      name: 'Test Customer Oy',
      businessCode: '123456-7',
      countryCode: 'FI',
      currencyCode: 'EUR',
      languageCode: 'FI',
    },
    ...{ postalAddress: 'Testikuja 7', postalCode: '12345', postalDistrict: 'HELSINKI' },
    ...{ email: 'email@testcustomer.fi', ibanAccount: 'FI4250001510000023' },
  },
  contacts: { primary: { name: 'Matti Meikäläinen', email: 'matti@testcustomer.fi' } },
}

/** Inserts clients 1 to $1. */
export const CLIENT_ROWS = `
  insert into client (client_id, partner_id, business_code, name, country_code, currency_code, service_type, details, created_at)
  select n, 1, 'B' || n, 'Test Customer Oy', 'FI', 'EUR', 'LIFECYCLE', '${JSON.stringify(DETAILS)}', now()
  from generate_series(1, $1::integer) n`
