/** The fields of each action's form, and the action that they make. Texts and codes are those of the API. */
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import type { CaseId } from '@saatava/core/ids.ts'
import { type Static, type TSchema, Type } from 'typebox'
import type { ActionCode } from '../../../case-api/actions/codes.ts'
import type { BatchAction } from '../../../case-api/actions/schemas.ts'
import { OBJECTION_KINDS } from '../../../claims/objection.ts'
import { date, formatted, oneOf, optional, text } from '../../../platform/http/schema.ts'

const COMMENT_CHARACTERS_MAX = 2_000
const INSTALMENTS_MAX = 120

/** An amount as people write it: 1234,50 or 1234.50. */
const amount = () =>
  Type.String({ pattern: String.raw`^\d{1,9}([.,]\d{1,2})?$`, description: 'an amount such as 120,50' })
const comment = optional(text(COMMENT_CHARACTERS_MAX))
const needed = { comment: text(COMMENT_CHARACTERS_MAX) }

export const ActionForm = Type.Object({
  comment,
  objection: optional(oneOf(OBJECTION_KINDS)),
  amount: optional(amount()),
  untilDate: optional(date()),
  dueDate: optional(date()),
  instalments: optional(Type.Integer({ minimum: 2, maximum: INSTALMENTS_MAX })),
  firstDueDate: optional(date()),
  paymentDate: optional(date()),
  reference: optional(text(140)),
  street: optional(text(200)),
  postalCode: optional(text(16)),
  postalDistrict: optional(text(100)),
  countryCode: optional(formatted('country', 2)),
  email: optional(formatted('email', 254)),
  basis: optional(oneOf(ELECTRONIC_BASES)),
  since: optional(date()),
  rightMayBeLost: optional(oneOf(['yes'])),
})
export type ActionForm = Static<typeof ActionForm>

/** The fields that a form must hold, beyond the rules of the action itself. */
const REQUIRED: Partial<Record<ActionCode, Record<string, TSchema>>> = {
  COMMENT: needed,
  DUEDATE: { dueDate: date() },
  DIRECTPAYMENT: { amount: amount(), paymentDate: date() },
  ADDRESS: { street: text(200), postalCode: text(16), postalDistrict: text(100) },
  EMAIL: { email: formatted('email', 254) },
}

/** The schema of the form of one action. */
export function formOf(code: ActionCode): typeof ActionForm {
  return Type.Object({ ...ActionForm.properties, ...REQUIRED[code] })
}

export function actionOf(
  code: ActionCode,
  caseId: CaseId,
  form: ActionForm,
): BatchAction & { data: { caseId: CaseId } } {
  return { code, ...omitUndefined({ comment: form.comment }), data: { caseId, ...dataOf(code, form) } }
}

function dataOf(code: ActionCode, form: ActionForm): BatchAction['data'] {
  const { objection, untilDate, dueDate, instalments, firstDueDate, paymentDate, reference, email } = form
  const paid = form.amount === undefined ? {} : { amount: Number(form.amount.replace(',', '.')) }
  if (code === 'OBJECTION') return omitUndefined({ objection, ...paid })
  if (code === 'PAUSE') return omitUndefined({ untilDate })
  if (code === 'DUEDATE') return omitUndefined({ dueDate })
  if (code === 'PAYMENTPLAN') return omitUndefined({ instalments, firstDueDate })
  if (code === 'DIRECTPAYMENT') return omitUndefined({ ...paid, paymentDate, reference })
  if (code === 'ADDRESS') return { address: addressOf(form) }
  if (code === 'EMAIL') return omitUndefined({ email, electronicDemands: consentOf(form) })
  if (code === 'APPROVE') return form.rightMayBeLost === 'yes' ? { rightMayBeLost: true } : {}
  return {}
}

function addressOf({ street, postalCode, postalDistrict, countryCode }: ActionForm) {
  return omitUndefined({ street, postalCode, postalDistrict, countryCode })
}

function consentOf({ basis, since }: ActionForm) {
  return basis === undefined || since === undefined ? undefined : { basis, since }
}
