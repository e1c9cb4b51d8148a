/**
 * Accounts that invoice vouchers are booked on until a client says otherwise. Every company chooses its chart freely:
 * these are common choices, not rules, and none of them is confirmed for any one company.
 */
import type { ClientSettings } from './settings.ts'

type Accounting = ClientSettings['accounting']
type Accounts = Pick<Accounting, 'receivableAccount' | 'roundingAccount' | 'sales' | 'vat' | 'settlement'>

/** Debt collection is not among the financial services that are exempt from VAT: Directive 2006/112/EC art. 135(1)(d). */
const BY_LAW = { documentType: 'MU', vatPercentage: null, vatCode: null }

// Finland: the chart of the national code set (raportointikoodisto) and of the accounting systems we speak to: 1700
// trade receivables, 3000 sales, 2939 VAT debt; rounding differences among other income. KOMY is Netvisor's code of
// domestic sales, which Procountor's connection translates too; NetBaron's codes are each company's own and need a mapping.
const FI: Accounts = {
  receivableAccount: '1700',
  roundingAccount: '3990',
  sales: [{ vatCategory: 'S', accountNumber: '3000', vatCode: 'KOMY' }, { accountNumber: '3000' }],
  vat: [{ accountNumber: '2939' }],
  // 1910 bank, 1760 other receivables, 9200 other interest income, 8490 other administration, 1763 VAT receivables.
  settlement: {
    ...BY_LAW,
    bankAccount: '1910',
    clearingAccount: '1760',
    unbookedAccount: '1700',
    interestAccount: '9200',
    costsAccount: '3990',
    commissionAccount: '8490',
    inputVatAccount: '1763',
    vatCode: 'KOOS',
  },
}

// Sweden: the BAS chart: 1510 customer receivables, 3001 to 3004 sales by VAT rate, 3108 goods to other EU countries, 3105
// goods outside the EU, 2611/2621/2631 output VAT, 3740. The VAT code of the account counts there, so rows carry none.
const SE: Accounts = {
  receivableAccount: '1510',
  roundingAccount: '3740',
  sales: [
    { vatPercentage: 25, accountNumber: '3001' },
    { vatPercentage: 12, accountNumber: '3002' },
    { vatPercentage: 6, accountNumber: '3003' },
    { vatCategory: 'K', accountNumber: '3108' },
    { vatCategory: 'G', accountNumber: '3105' },
    { accountNumber: '3004' },
  ],
  vat: [
    { vatPercentage: 25, accountNumber: '2611' },
    { vatPercentage: 12, accountNumber: '2621' },
    { accountNumber: '2631' },
  ],
  // 1930 bank, 1680 other short-term receivables, 8313 interest, 3540 invoicing charges, 6062 collection, 2641 input VAT.
  settlement: {
    ...BY_LAW,
    bankAccount: '1930',
    clearingAccount: '1680',
    unbookedAccount: '1510',
    interestAccount: '8313',
    costsAccount: '3540',
    commissionAccount: '6062',
    inputVatAccount: '2641',
  },
}

// Norway: NS 4102 with the accounts that the tax authority's standard chart for SAF-T gives each rate: 1500 customer
// receivables, 3000 sales at 25 %, 3030 at 15 %, 3035 at 11.11 % (raw fish), 3050 at 12 %, 3100 exempt and 3200 outside the
// VAT act; 2700 to 2703 output VAT; 7740 rounding. VAT codes are the standard ones (SAF-T), which Tripletex has too.
const NO: Accounts = {
  receivableAccount: '1500',
  roundingAccount: '7740',
  sales: [
    { vatPercentage: 25, accountNumber: '3000', vatCode: '3' },
    { vatPercentage: 15, accountNumber: '3030', vatCode: '31' },
    { vatPercentage: 12, accountNumber: '3050', vatCode: '33' },
    { vatPercentage: 11.11, accountNumber: '3035', vatCode: '32' },
    { vatCategory: 'AE', accountNumber: '3100', vatCode: '51' },
    { vatCategory: 'G', accountNumber: '3100', vatCode: '52' },
    { vatCategory: 'O', accountNumber: '3200', vatCode: '6' },
    { accountNumber: '3100', vatCode: '5' },
  ],
  vat: [
    { vatPercentage: 15, accountNumber: '2701' },
    { vatPercentage: 11.11, accountNumber: '2702' },
    { vatPercentage: 12, accountNumber: '2703' },
    { accountNumber: '2700' },
  ],
  // 1920 bank, 1570 other short-term receivables, 8050 interest, 3900 other income, 6790 outside services, 2710 input VAT.
  settlement: {
    ...BY_LAW,
    bankAccount: '1920',
    clearingAccount: '1570',
    unbookedAccount: '1500',
    interestAccount: '8050',
    costsAccount: '3900',
    commissionAccount: '6790',
    inputVatAccount: '2710',
    vatCode: '1',
  },
}

// Denmark: the public standard chart of the business authority: 6190 receivables, 1010 sales, 7680 output VAT, 2720 rounding.
// U25 and I25 are the codes of output and input VAT in Danish accounting systems.
const DK: Accounts = {
  receivableAccount: '6190',
  roundingAccount: '2720',
  sales: [{ vatPercentage: 25, accountNumber: '1010', vatCode: 'U25' }, { accountNumber: '1010' }],
  vat: [{ accountNumber: '7680' }],
  // 648x bank, 6330 other receivables, 3490 interest of trade debtors, 1550 other income, 2810 other costs, 7740 input VAT.
  settlement: {
    ...BY_LAW,
    bankAccount: '6480',
    clearingAccount: '6330',
    unbookedAccount: '6190',
    interestAccount: '3490',
    costsAccount: '1550',
    commissionAccount: '2810',
    inputVatAccount: '7740',
    vatCode: 'I25',
  },
}

const BY_COUNTRY: Record<string, Accounts> = { SE, NO, DK }

/** Every country without a chart here begins with the Finnish one. */
export function accountingDefaults(countryCode: string): Accounting {
  return {
    companyIdentifier: '',
    // Sales invoices (Myyntilasku) by Netvisor's abbreviations.
    documentType: 'ML',
    calculationMode: 'NET',
    ...(BY_COUNTRY[countryCode] ?? FI),
  }
}
