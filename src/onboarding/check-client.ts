/** Checks a new client where a schema cannot: postal codes by country, and identifiers' check digits. */
import {
  isBankgiro,
  isBic,
  isBusinessCode,
  isIban,
  isPlusgiro,
  isVatNumber,
  postalCodeFault,
} from '@saatava/core/identifiers.ts'
import type { Fault } from '../platform/errors.ts'
import type { Warning } from '../platform/http/route.ts'
import type { NewClient } from './schemas.ts'

export interface ClientCheck {
  faults: Fault[]
  /** Faults of check digits: errors or warnings, by IDENTIFIER_CHECKS. */
  identifierFaults: Fault[]
}

export function checkClient({ client }: NewClient): ClientCheck {
  const faults: Fault[] = []
  const postal = client.postalCode && postalCodeFault(client.countryCode, client.postalCode)
  if (postal)
    faults.push({
      pointer: '/client/postalCode',
      code: 'INVALID_POSTAL_CODE',
      message: postal,
      received: client.postalCode,
    })
  const country = client.countryCode
  const checks: [keyof typeof client, (value: string) => boolean, string][] = [
    [
      'businessCode',
      (value) => isBusinessCode(country, value),
      `is not a business id of ${country} (check digit or length)`,
    ],
    ['vatRegNbr', (value) => isVatNumber(country, value), `is not a VAT number of ${country} (check digit or length)`],
    ['ibanAccount', isIban, 'is not an IBAN (check digits or length)'],
    ['bic', isBic, 'is not a BIC'],
    ['bankgiro', isBankgiro, 'is not a bankgiro number (check digit or length)'],
    ['plusgiro', isPlusgiro, 'is not a plusgiro number (check digit or length)'],
  ]
  const identifierFaults = checks.flatMap(([name, holds, message]): Fault[] => {
    const value = client[name]
    return value === undefined || holds(value)
      ? []
      : [{ pointer: `/client/${name}`, code: 'IDENTIFIER_CHECK', message, received: value }]
  })
  return { faults, identifierFaults }
}

/** Warns of numbers without which a client can be onboarded, and that its invoices then lack. */
export function missingPaymentNumbers({ client }: NewClient): Warning[] {
  switch (client.countryCode) {
    case 'DK':
      return [
        {
          code: 'FIK_CREDITOR_MISSING',
          message:
            'A Danish client is paid by payment lines (FIK) only with its creditor number of eight digits. Until references.fikCreditor is set by PUT /client/settings, its invoices without payment control print the payment reference alone.',
          pointer: '/client',
        },
      ]
    case 'SE':
      return client.bankgiro === undefined
        ? [
            {
              code: 'BANKGIRO_MISSING',
              message:
                'Most payers in Sweden pay to a bankgiro number. Without client.bankgiro, or bankAccounts by PUT /client/settings, invoices without payment control print the IBAN alone.',
              pointer: '/client/bankgiro',
            },
          ]
        : []
    default:
      return []
  }
}
