import type { Ctx } from '../platform/context.ts'
import { type PartnerRow, listPartnerRows } from './queries.ts'

const PARTNERS_MAX = 10_000

/** All partners by code, with how many clients each has onboarded. For operators. */
export async function listPartners(ctx: Ctx): Promise<PartnerRow[]> {
  return listPartnerRows(ctx.platform.pool, PARTNERS_MAX)
}
