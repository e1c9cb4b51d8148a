/**
 * The stored form of a client's settings: the sections it has set, as JSON. A section that was set holds only what was
 * given in it; the rest is the default of the client's country, also of defaults that are changed later.
 */
import type { ClientSettings, SettlementAccounts } from './settings.ts'

/** In the order in which they are shown. */
export const SECTIONS = [
  'service',
  'language',
  'logo',
  'bankAccounts',
  'references',
  'channels',
  'approval',
  'numbering',
  'accounting',
] as const satisfies (keyof ClientSettings)[]

export interface StoredSettings {
  service?: Partial<ClientSettings['service']>
  language?: ClientSettings['language']
  logo?: NonNullable<ClientSettings['logo']>
  bankAccounts?: ClientSettings['bankAccounts']
  /** Without the prefix, which is given at onboarding. */
  references?: Partial<Omit<ClientSettings['references'], 'prefix'>>
  channels?: {
    order?: ClientSettings['channels']['order']
    fallback?: boolean
    email?: Partial<ClientSettings['channels']['email']>
    print?: Partial<ClientSettings['channels']['print']>
    einvoice?: Partial<ClientSettings['channels']['einvoice']>
  }
  /** above: major units, as on the wire. */
  approval?: { required?: ClientSettings['approval']['required']; above?: number }
  numbering?: Partial<ClientSettings['numbering']>
  accounting?: Partial<Omit<ClientSettings['accounting'], 'settlement'>> & { settlement?: Partial<SettlementAccounts> }
}
