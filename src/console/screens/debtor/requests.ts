/** The requests that the forms of a debtor's page make, in the words of the API. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { DEBTOR_MARKS } from '@saatava/law/debtor-marks.ts'
import { type Static, Type } from 'typebox'
import type { DebtorPatch, MarkBody } from '../../../case-api/debtors/schemas.ts'
import { date, formatted, oneOf, optional, text } from '../../../platform/http/schema.ts'

const REASON_CHARACTERS_MAX = 500

export const ContactForm = Type.Object({
  street: optional(text(200)),
  postalCode: optional(text(16)),
  postalDistrict: optional(text(100)),
  countryCode: optional(formatted('country', 2)),
  email: optional(formatted('email', 254)),
  phone: optional(text(40)),
  clear: optional(oneOf(['address', 'email', 'phone'])),
})
export type ContactForm = Static<typeof ContactForm>

/** An empty field stays as it is, and so does one that nobody has changed. */
export function patchOf(
  { street, postalCode, postalDistrict, countryCode, email, phone, clear }: ContactForm,
  now: { address: { countryCode?: string } | null; email: string | null; phone: string | null },
): DebtorPatch {
  const address = omitUndefined({ street, postalCode, postalDistrict })
  const hasAddress = Object.keys(address).length > 0
  const country = countryCode ?? now.address?.countryCode ?? 'FI'
  return {
    ...(hasAddress ? { address: { ...address, countryCode: country } } : {}),
    ...(email === undefined || email === now.email ? {} : { email }),
    ...(phone === undefined || phone === now.phone ? {} : { phone }),
    ...(clear === undefined ? {} : { [clear]: null }),
  }
}

export const MarkForm = Type.Object({
  mark: oneOf(DEBTOR_MARKS),
  fromDay: date(),
  source: text(500),
  guardianName: optional(text(200)),
  guardianStreet: optional(text(200)),
  guardianPostalCode: optional(text(16)),
  guardianPostalDistrict: optional(text(100)),
  guardianCountryCode: optional(formatted('country', 2)),
  guardianEmail: optional(formatted('email', 254)),
})
export type MarkForm = Static<typeof MarkForm>
export const UnmarkForm = Type.Object({ mark: oneOf(DEBTOR_MARKS) })
export const UnmaskForm = Type.Object({ reason: text(REASON_CHARACTERS_MAX) })

export function markOf({ mark, fromDay, source, ...form }: MarkForm): MarkBody & Pick<MarkForm, 'mark'> {
  const { guardianName: name, guardianEmail: email } = form
  const address = omitUndefined({
    ...{ street: form.guardianStreet, postalCode: form.guardianPostalCode },
    postalDistrict: form.guardianPostalDistrict,
  })
  const countryCode = form.guardianCountryCode ?? 'FI'
  const guardian = {
    ...(Object.keys(address).length > 0 ? { address: { ...address, countryCode } } : {}),
    ...omitUndefined({ email }),
  }
  return { mark, fromDay, source, ...(name === undefined ? {} : { guardian: { name, ...guardian } }) }
}

/** "/guardian/address/postalCode" is about the field guardianPostalCode. */
export function fieldOfPointer(pointer: string): string {
  const last = pointer.split('/').at(-1) ?? ''
  if (!pointer.startsWith('/guardian')) return last
  return last === 'guardian' ? 'guardianName' : `guardian${last.charAt(0).toUpperCase()}${last.slice(1)}`
}
