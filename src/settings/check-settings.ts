/** Checks settings where a schema cannot: check digits, what goes together, and lists that must fit everything. */
import { addressFault } from '@saatava/core/electronic-address.ts'
import { isBankgiro, isBic, isBusinessCode, isIban, isPlusgiro } from '@saatava/core/identifiers.ts'
import type { Fault } from '../platform/errors.ts'
import type { SettingsInput } from './schemas.ts'

export interface SettingsCheck {
  faults: Fault[]
  /** Faults of check digits: errors or warnings, by IDENTIFIER_CHECKS. */
  identifierFaults: Fault[]
}

export function checkSettings(input: SettingsInput): SettingsCheck {
  return {
    faults: [
      ...bankAccountFaults(input),
      ...referenceFaults(input),
      ...channelFaults(input),
      ...approvalFaults(input),
      ...mappingFaults(input, 'sales'),
      ...mappingFaults(input, 'vat'),
    ],
    identifierFaults: [...accountIdentifiers(input), ...otherIdentifiers(input)],
  }
}

function bankAccountFaults({ bankAccounts = [] }: SettingsInput): Fault[] {
  return bankAccounts.flatMap(({ iban, bankgiro, plusgiro }, i): Fault[] =>
    iban === undefined && bankgiro === undefined && plusgiro === undefined
      ? [{ pointer: `/bankAccounts/${i}`, code: 'REQUIRED', message: 'needs an iban, a bankgiro or a plusgiro' }]
      : [],
  )
}

function referenceFaults({ references }: SettingsInput): Fault[] {
  if (references?.kind !== 'DK_FIK' || references.fikCreditor !== undefined) return []
  return [
    { pointer: '/references/fikCreditor', code: 'REQUIRED', message: 'is missing: DK_FIK needs the creditor number' },
  ]
}

function channelFaults({ channels }: SettingsInput): Fault[] {
  const order = channels?.order ?? []
  return order.flatMap((name, i): Fault[] =>
    order.indexOf(name) === i
      ? []
      : [
          {
            pointer: `/channels/order/${i}`,
            code: 'REPEATED',
            message: 'is in the order twice; each channel is tried once',
            received: name,
          },
        ],
  )
}

function approvalFaults({ approval }: SettingsInput): Fault[] {
  if (approval?.required !== 'ABOVE' || approval.above !== undefined) return []
  return [{ pointer: '/approval/above', code: 'REQUIRED', message: 'is missing: ABOVE needs a total' }]
}

// Found out here, and not when an invoice has been sent and its voucher cannot be made.
function mappingFaults({ accounting }: SettingsInput, list: 'sales' | 'vat'): Fault[] {
  const entries = accounting?.[list]
  const fitsAll = (entry: { vatPercentage?: number; vatCategory?: string }) =>
    entry.vatPercentage === undefined && entry.vatCategory === undefined
  if (entries === undefined || entries.some(fitsAll)) return []
  return [
    {
      pointer: `/accounting/${list}`,
      code: 'NOTHING_FITS',
      message: `needs an entry without ${list === 'sales' ? 'vatPercentage and vatCategory' : 'vatPercentage'}, for all cases that no other entry fits`,
    },
  ]
}

function identifier(pointer: string, value: string | undefined, holds: (value: string) => boolean, message: string) {
  return value === undefined || holds(value)
    ? []
    : [{ pointer, code: 'IDENTIFIER_CHECK', message, received: value } satisfies Fault]
}

function accountIdentifiers({ bankAccounts = [] }: SettingsInput): Fault[] {
  return bankAccounts.flatMap((account, i) => {
    const at = `/bankAccounts/${i}`
    return [
      ...identifier(`${at}/iban`, account.iban, isIban, 'is not an IBAN (check digits or length)'),
      ...identifier(`${at}/bic`, account.bic, isBic, 'is not a BIC'),
      ...identifier(`${at}/bankgiro`, account.bankgiro, isBankgiro, 'is not a bankgiro number (check digit or length)'),
      ...identifier(`${at}/plusgiro`, account.plusgiro, isPlusgiro, 'is not a plusgiro number (check digit or length)'),
    ]
  })
}

function otherIdentifiers({ channels, accounting }: SettingsInput): Fault[] {
  return [
    ...identifier(
      '/channels/einvoice/address',
      channels?.einvoice?.address,
      (value) => addressFault(value) === undefined,
      addressFault(channels?.einvoice?.address ?? '') ?? '',
    ),
    // Accounting systems we speak to are Finnish: their companies are named by the Finnish business id.
    ...identifier(
      '/accounting/companyIdentifier',
      accounting?.companyIdentifier,
      (value) => isBusinessCode('FI', value),
      'is not a Finnish business id (check digit or length)',
    ),
  ]
}
