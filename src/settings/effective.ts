import { minor } from '@saatava/core/money.ts'
import { type Onboarded, defaultsFor } from './defaults.ts'
import type { ClientProfile, ClientSettings } from './settings.ts'
import type { StoredSettings } from './stored.ts'

/** Returns the settings in force: those that were set, and the defaults for all others. */
export function effective(profile: ClientProfile, onboarded: Onboarded, stored: StoredSettings): ClientSettings {
  const defaults = defaultsFor(profile, onboarded)
  const { channels = {} } = stored
  return {
    service: { ...defaults.service, ...stored.service },
    language: stored.language ?? defaults.language,
    logo: stored.logo ?? defaults.logo,
    bankAccounts: stored.bankAccounts ?? defaults.bankAccounts,
    references: { ...defaults.references, ...stored.references },
    channels: {
      order: channels.order ?? defaults.channels.order,
      fallback: channels.fallback ?? defaults.channels.fallback,
      email: { ...defaults.channels.email, ...channels.email },
      print: { ...defaults.channels.print, ...channels.print },
      einvoice: { ...defaults.channels.einvoice, ...channels.einvoice },
    },
    approval: {
      required: stored.approval?.required ?? defaults.approval.required,
      above: stored.approval?.above === undefined ? defaults.approval.above : minor(stored.approval.above),
    },
    numbering: { ...defaults.numbering, ...stored.numbering },
    accounting: {
      ...defaults.accounting,
      ...stored.accounting,
      settlement: {
        ...defaults.accounting.settlement,
        unbookedAccount: stored.accounting?.receivableAccount ?? defaults.accounting.receivableAccount,
        ...stored.accounting?.settlement,
      },
    },
  }
}
