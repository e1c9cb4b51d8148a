import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { accountingDefaults } from './accounting-defaults.ts'

/** For the docs: what is sent and answered. */
export const SETTINGS_CHANGE_EXAMPLE = {
  version: 0,
  language: 'fi',
  bankAccounts: [{ iban: 'FI58 1017 1000 0001 22', bic: 'NDEAFIHH' }],
  channels: {
    order: ['EINVOICE', 'EMAIL', 'PRINT'],
    email: { fromName: 'Test Customer Oy', replyTo: 'laskut@example.com' },
  },
  approval: { required: 'ABOVE', above: 10_000 },
  numbering: { automatic: true, next: 1001 },
}

export const SETTINGS_EXAMPLE = {
  version: 1,
  updatedAt: '2026-02-25T09:00:00.000Z',
  service: { type: 'LIFECYCLE' },
  language: 'fi',
  logo: {
    mediaType: 'image/png',
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    bytes: 5_120,
  },
  bankAccounts: [EXAMPLE_CREDITORS.FI],
  references: {
    prefix: '20001',
    kind: 'FI',
    ocrLengthDigit: false,
    kidModulus: 10,
    fikCreditor: null,
    fikType: '71',
  },
  channels: {
    order: ['EINVOICE', 'EMAIL', 'PRINT'],
    fallback: true,
    email: { fromName: 'Test Customer Oy', replyTo: 'laskut@example.com' },
    print: { class: 'ECONOMY', colour: false, duplex: true },
    einvoice: { address: '003701234567', sendingOpen: true, receivingOpen: false, taxRegistered: false },
  },
  approval: { required: 'ABOVE', above: 10_000 },
  numbering: { automatic: true, next: 1001 },
  accounting: {
    companyIdentifier: '',
    documentType: 'ML',
    calculationMode: 'NET',
    receivableAccount: '1700',
    roundingAccount: '3990',
    sales: [{ vatCategory: 'S', accountNumber: '3000', vatCode: 'KOMY' }, { accountNumber: '3000' }],
    vat: [{ accountNumber: '2939' }],
    settlement: accountingDefaults('FI').settlement,
  },
}
