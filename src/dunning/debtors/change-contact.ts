import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import { audit } from '../../audit-entries/audit.ts'
import type { Case } from '../../claims/case.ts'
import { contactOf, withContact } from '../../claims/debtor.ts'
import { updateDebtors } from '../../claims/update-queries.ts'
import {
  CONTACT_FIELDS,
  type Contact,
  type ContactField,
  type ContactSource,
  fieldOf,
  hasField,
  withField,
} from '../../debtors/contact.ts'
import type { DebtorKey } from '../../debtors/debtor.ts'
import { insertContactChanges, updateContacts } from '../../debtors/queries.ts'
import { emit } from '../../events/emit.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { newId } from '../../platform/new-id.ts'
import { resumeReachable } from '../letters/reachable.ts'
import { lockOpenCasesOf } from './cases-of-debtor.ts'
import { lockKnown } from './lock-known.ts'

export interface ContactChange {
  /** The fields that change. */
  fields: readonly ContactField[]
  /** Their new values; a field that it lacks is cleared. */
  contact: Contact
  source: ContactSource
}

/**
 * Changes how a debtor is reached: in its history, and in all its open cases, whose next letters use it. A case whose
 * letters had no way goes on. @throws AppError NOT_FOUND, GONE it was erased
 */
export async function changeContact(
  ctx: Ctx,
  tx: Tx,
  key: DebtorKey,
  { fields, contact, source }: ContactChange,
  at: Date,
): Promise<void> {
  const debtor = await lockKnown(tx, key)
  const now = takeFields(debtor.contact, fields, contact)
  const changed = fields.filter((field) => textOf(debtor.contact, field) !== textOf(now, field))
  const corrected = CONTACT_FIELDS.filter((field) => fields.includes(field) || debtor.corrected.includes(field))
  const { clientId, debtorId } = key
  if (changed.length > 0 || corrected.length > debtor.corrected.length)
    await updateContacts(tx, [{ clientId, debtorId, contact: now, corrected }], at)
  const rows = changed.map((field) => ({
    ...{ clientId, debtorId, contactId: newId(), field, source },
    value: hasField(now, field) ? fieldOf(now, field) : null,
  }))
  await insertContactChanges(tx, rows, { by: ctx.actor, at })
  const cases = await changeCases(ctx, tx, key, { fields, contact }, at)
  if (changed.length === 0) return
  const subject = `debtor:${debtorId}`
  await audit(ctx, tx, clientId, 'debtor.contact.changed', subject, { changed, source, cases })
  await emit(ctx, tx, clientId, 'debtor.contact.changed', subject, { changed })
}

/** Also where the debtor's own contact is the same already: a case may have another address of its invoice. @returns how many */
async function changeCases(
  ctx: Ctx,
  tx: Tx,
  key: DebtorKey,
  { fields, contact }: Pick<ContactChange, 'fields' | 'contact'>,
  at: Date,
): Promise<number> {
  const cases = await lockOpenCasesOf(tx, key)
  const changed = cases.flatMap((debt): Case[] => {
    const before = contactOf(debt.debtor)
    const now = takeFields(before, fields, contact)
    if (fields.every((field) => textOf(before, field) === textOf(now, field))) return []
    return [{ ...debt, debtor: withContact(debt.debtor, now) }]
  })
  await updateDebtors(tx, changed, at)
  for (const debt of cases) {
    const now = changed.find(({ caseId }) => caseId === debt.caseId) ?? debt
    await resumeReachable(ctx, tx, now, civilDateAt(at, timeZoneOf(debt.country)), at)
  }
  return changed.length
}

function takeFields(before: Contact, fields: readonly ContactField[], from: Contact): Contact {
  return fields.reduce((contact, field) => withField(contact, field, from), before)
}

/** A value as JSON, letter by letter: a correction of one capital counts. */
function textOf(contact: Contact, field: ContactField): string {
  const { address, ...rest } = fieldOf(contact, field)
  const { street, street2, street3, postalCode, postalDistrict, countryCode } = address ?? {}
  return JSON.stringify([rest, street, street2, street3, postalCode, postalDistrict, countryCode])
}
