import { given } from '../core/given.ts'
import type { Party } from '../invoices/document.ts'
import type { Config } from '../platform/config.ts'

/** What is to be set where there is none. */
export const NO_AGENCY =
  'AGENCY_ADDRESS, and AGENCY_EMAIL or AGENCY_PHONE, are not set: letters must name the collector, so no reminder and no demand is sent, and nothing is charged for one, until they are.'

/** The collector as letters name it; undefined while the settings lack what the law wants on every letter. */
export function agencyOf({ agency }: Pick<Config, 'agency'>): Party | undefined {
  const { name, address, businessId, email, phone } = agency
  if (address === undefined || (email === undefined && phone === undefined)) return undefined
  return { name, address, ...given({ businessId, email, phone }) }
}
