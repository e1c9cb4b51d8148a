import { given } from '../core/given.ts'
import type { Party } from '../invoices/document.ts'
import type { Config } from '../platform/config.ts'

/** The collector as letters name it. Throws while the settings lack what the law wants on every letter. */
export function agencyOf({ agency }: Pick<Config, 'agency'>): Party {
  const { name, address, businessId, email, phone } = agency
  if (address === undefined || (email === undefined && phone === undefined))
    throw new Error('AGENCY_ADDRESS, and AGENCY_EMAIL or AGENCY_PHONE, are not set: letters must name the collector.')
  return { name, address, ...given({ businessId, email, phone }) }
}
