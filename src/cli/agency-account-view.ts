/** How commands show a client-funds account. */
import type { ClientFundsAccount } from '../agency/account.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { printBankgiro, printPlusgiro } from '@saatava/core/identifiers.ts'

export function accountView(account: ClientFundsAccount): Record<string, unknown> {
  const { accountId: _id, addedAt, endedAt, bankgiros, plusgiros, ...rest } = account
  return {
    ...omitUndefined(rest),
    bankgiros: bankgiros.map(printBankgiro),
    plusgiros: plusgiros.map(printPlusgiro),
    addedAt: addedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

/** National numbers and the bank's own, as people name them. */
export function numbersText(account: ClientFundsAccount): string {
  const { bic, bankgiros, plusgiros, kidAgreement, fikCreditor, bankCustomerId, bankCustomerScheme } = account
  const { kidLengths, kidModulus, ocrLengths, ocrLengthDigit, fikType } = account.referenceAgreement
  return [
    bic,
    ...bankgiros.map((number) => `bankgiro ${printBankgiro(number)}`),
    ...plusgiros.map((number) => `plusgiro ${printPlusgiro(number)}`),
    kidAgreement && `KID agreement ${kidAgreement}`,
    fikCreditor && `FIK creditor ${fikCreditor}`,
    kidModulus && `KID modulus ${kidModulus}`,
    kidLengths && `KID length ${kidLengths.join(' or ')}`,
    ocrLengths && `OCR length ${ocrLengths.join(' or ')}`,
    ocrLengthDigit && 'OCR length digit',
    fikType && `FIK type ${fikType}`,
    bankCustomerId && `${bankCustomerScheme} ${bankCustomerId}`,
  ]
    .filter((text) => typeof text === 'string' && text !== '')
    .join(', ')
}
