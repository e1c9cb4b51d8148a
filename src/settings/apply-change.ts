import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import type { SettingsInput } from './schemas.ts'
import type { StoredSettings } from './stored.ts'

/**
 * Applies a change to the stored settings: each section that was given replaces the stored section as a whole; sections
 * that were neither given nor reset stay as they are.
 * @param logo of the image that came with the change, or undefined where the present one stays
 */
export function applyChange(
  stored: StoredSettings,
  input: SettingsInput,
  logo: StoredSettings['logo'],
): StoredSettings {
  const next: StoredSettings = { ...stored }
  for (const section of input.reset ?? []) Reflect.deleteProperty(next, section)
  const { service, language, bankAccounts, references, channels, approval, numbering, accounting } = input
  if (service) next.service = service
  if (language) next.language = language
  if (logo) next.logo = logo
  if (bankAccounts) next.bankAccounts = bankAccounts.map(normalAccount)
  if (references) {
    const { prefix: _given, kidModulus, ...rest } = references
    next.references = { ...rest, ...(kidModulus === undefined ? {} : { kidModulus: kidModulus === 11 ? 11 : 10 }) }
  }
  if (channels) next.channels = channels
  if (approval) next.approval = approval
  if (numbering) next.numbering = numbering.automatic === undefined ? {} : { automatic: numbering.automatic }
  if (accounting) next.accounting = normalAccounting(accounting)
  return next
}

type Accounts = NonNullable<SettingsInput['bankAccounts']>

function normalAccount({ iban, bic, ...rest }: Accounts[number]) {
  return {
    ...(iban === undefined ? {} : { iban: iban.replaceAll(' ', '').toUpperCase() }),
    ...(bic === undefined ? {} : { bic: bic.toUpperCase() }),
    ...rest,
  }
}

// Account numbers may come as numbers; they are texts everywhere else.
function normalAccounting(
  accounting: NonNullable<SettingsInput['accounting']>,
): NonNullable<StoredSettings['accounting']> {
  const { receivableAccount, roundingAccount, sales, vat, settlement, ...rest } = accounting
  const normal = <T extends { accountNumber: string | number }>(entry: T) => ({
    ...entry,
    accountNumber: String(entry.accountNumber),
  })
  return {
    ...rest,
    ...(receivableAccount === undefined ? {} : { receivableAccount: String(receivableAccount) }),
    ...(roundingAccount === undefined ? {} : { roundingAccount: String(roundingAccount) }),
    ...(sales === undefined ? {} : { sales: sales.map(normal) }),
    ...(vat === undefined ? {} : { vat: vat.map(normal) }),
    ...(settlement === undefined ? {} : { settlement: normalSettlement(settlement) }),
  }
}

function normalSettlement(
  settlement: NonNullable<NonNullable<SettingsInput['accounting']>['settlement']>,
): NonNullable<NonNullable<StoredSettings['accounting']>['settlement']> {
  const { documentType, vatPercentage, vatCode, ...accounts } = settlement
  const texts = Object.entries(accounts).map(([name, account]) => [name, String(account)])
  return {
    ...(Object.fromEntries(texts) as Partial<Record<keyof typeof accounts, string>>),
    ...omitUndefined({ documentType, vatPercentage, vatCode }),
  }
}
