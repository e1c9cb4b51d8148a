/**
 * Accounts of a sandbox, of examples and of tests. Their check digits are right, and they exist at no bank. The agency's and
 * the creditors' are different ones: what debtors pay to a creditor's account never passes through the agency.
 */

/** The client-funds accounts that a sandbox begins with, as BANK_ACCOUNTS has them. */
export const EXAMPLE_CLIENT_FUNDS =
  'EUR=FI2112345600000785/NDEAFIHH,SEK=SE4550000000058398257466/ESSESESS/bg:991-2346,NOK=NO9386011117947/DABANO22,DKK=DK5000400440116243/NDEADKKK'

/** The creditors', by country. */
export const EXAMPLE_CREDITORS = {
  FI: { iban: 'FI5810171000000122', bic: 'NDEAFIHH' },
  SE: { iban: 'SE3550000000054910000003', bic: 'ESSESESS', bankgiro: '5050-1055', plusgiro: '28 65 43-4' },
  NO: { iban: 'NO7215031234562', bic: 'DNBANOKK' },
  DK: { iban: 'DK2930000001234567', bic: 'DABADKKK' },
} as const
