import { isBusinessCode } from '@saatava/core/identifiers.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { withTransaction } from '../platform/database.ts'
import { type Fault, invalid } from '../platform/errors.ts'
import { type AgencyDetails, NO_DETAILS, type StoredDetails } from './details.ts'
import { lockAgency } from './lock-agency.ts'
import { insertDetails, selectDetails } from './queries.ts'
import { forgetAgency } from './read-agency.ts'

/** Fields that are left out stay as they are; undefined takes one away, but the name. */
export type DetailChanges = Partial<AgencyDetails>

const TEXT_CHARACTERS_MAX = 100
const TEXTS = ['name', 'businessId', 'email', 'phone', 'hours', 'web'] as const

/** Changes who collects, as debtors read it from now on: a new row, and the rows before stay. @throws AppError 400 */
export async function setDetails(ctx: Ctx, changes: DetailChanges): Promise<StoredDetails> {
  const stored = await withTransaction(ctx.platform.pool, async (tx) => {
    await lockAgency(tx)
    const before = (await selectDetails(tx)) ?? NO_DETAILS
    const { version, setBy: _by, setAt: _at, ...kept } = before
    const details = { ...kept, ...changes }
    const faults = faultsOf(details)
    if (faults.length > 0) throw invalid(faults)
    const after = { ...details, version: version + 1, setBy: ctx.actor, setAt: ctx.platform.clock.now() }
    await insertDetails(tx, after)
    await audit(ctx, tx, OPERATOR_TENANT, 'agency.details.set', 'agency', {
      version: after.version,
      changed: Object.keys(changes),
    })
    return after
  })
  forgetAgency(ctx.platform)
  return stored
}

function faultsOf(details: AgencyDetails): Fault[] {
  const { name, address, email, web, businessId } = details
  const fault = (field: keyof AgencyDetails, message: string): Fault => ({
    pointer: `/${field}`,
    code: 'INVALID',
    message,
    received: details[field],
  })
  const faults: Fault[] = TEXTS.filter((field) => (details[field] ?? '').length > TEXT_CHARACTERS_MAX).map((field) =>
    fault(field, `has ${TEXT_CHARACTERS_MAX} characters at most`),
  )
  if (name.trim() === '') faults.push(fault('name', 'must not be empty'))
  if (email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    faults.push(fault('email', 'must be an e-mail address such as collection@example.com'))
  if (web !== undefined && !/^(https?:\/\/)?[\w-]+(\.[\w-]+)+(\/\S*)?$/i.test(web))
    faults.push(fault('web', 'must be a web address such as www.example.com'))
  if (businessId !== undefined && !isBusinessCode(address?.countryCode ?? '', businessId))
    faults.push(fault('businessId', `has a wrong form or check digit for ${address?.countryCode}`))
  return faults
}
