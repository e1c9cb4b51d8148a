import { agencyDetails } from '../agency/read-agency.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import type { Collector } from '@saatava/einvoice/model/document.ts'
import type { Platform } from '../platform/context.ts'
import type { Queryable } from '../platform/database.ts'

/** Names the setting that is missing. */
export const NO_AGENCY =
  'The agency has no address, or neither an e-mail address nor a telephone. Letters must name the collector, so Saatava sends no reminder and no demand, and charges no fee for them. Set the details with "saatava agency set"; on an empty database with AGENCY_ADDRESS, and AGENCY_EMAIL or AGENCY_PHONE.'

/** The collector as letters name it; undefined while the agency's details lack what the law wants on every letter. */
export async function collectorOf(platform: Pick<Platform, 'pool'>, db: Queryable): Promise<Collector | undefined> {
  const { name, address, businessId, email, phone, hours, web } = await agencyDetails(platform, db)
  if (address === undefined || (email === undefined && phone === undefined)) return undefined
  return { name, address, ...omitUndefined({ businessId, email, phone, hours, website: web }) }
}
