/** Acts on the agency's accounts and details. Its accounts are no person's. */
import { Type } from 'typebox'
import { currency, id, instant, integer, list, text } from '../events/fields.ts'
import { orNull } from '../platform/http/schema.ts'
import { act } from './act.ts'

const ACCOUNT = 'agency-account:<IBAN>'

export const AGENCY_ACTS = {
  'audit.exported': act('audit', 'entries of the audit were taken out as a file', {
    ...{ clientId: orNull(integer), actor: orNull(text), action: orNull(text), of: orNull(text) },
    ...{ since: orNull(instant), until: orNull(instant) },
  }),
  'agency.accounts.seeded': act('agency', 'the accounts of BANK_ACCOUNTS were stored', { ibans: list(text) }),
  'agency.account.added': act(ACCOUNT, 'an account of client funds was added', {
    ...{ accountId: id, currency, isDefault: Type.Boolean() },
  }),
  'agency.account.default': act(ACCOUNT, 'debtors pay to this account from now on', { currency }),
  'agency.account.ended': act(ACCOUNT, 'an account of client funds was ended', { currency, newDefault: orNull(text) }),
  'agency.details.seeded': act('agency', 'the details of AGENCY_… were stored', { version: integer }),
  'agency.details.set': act('agency', 'the agency’s details were changed', {
    version: integer,
    changed: list(text),
  }),
}
