/** The fields of each action's form as a person sees them. */
import type { ActionCode } from '../../../case-api/actions/codes.ts'
import { OBJECTION_KINDS } from '../../../claims/objection.ts'
import { type Html, html } from '../../html.ts'
import { type FormState, field, select } from '../../parts/form.ts'
import { type CaseData, invoiceIn } from './case-data.ts'
import { debtorIn } from './debtor.ts'
import { OBJECTION_LABELS } from './words.ts'

const BASES = [
  { value: '', label: 'none: demands are printed' },
  { value: 'CONSENT', label: 'consent, express and separate' },
  { value: 'AFTER_DUE', label: 'accepted since the claim fell due' },
  { value: 'PRACTICE', label: 'long used between businesses' },
]

export function fieldsOf(code: ActionCode, form: FormState, data: CaseData): Html {
  return html`${ownFields(code, form, data)}${commentField(code, form)}`
}

function commentField(code: ActionCode, form: FormState): Html {
  const label = code === 'COMMENT' ? 'Comment' : 'Comment (the creditor reads it)'
  return field(form, { name: 'comment', label, type: 'textarea', isRequired: code === 'COMMENT' })
}

function ownFields(code: ActionCode, form: FormState, data: CaseData): Html | null {
  switch (code) {
    case 'COMMENT':
    case 'WITHDRAW':
    case 'RESUME':
      return null
    case 'OBJECTION':
      return html`${objectionKind(form)}
${field(form, { name: 'amount', label: 'Denied amount', hint: 'Empty: everything is denied.' })}`
    case 'PAUSE':
      return field(form, {
        name: 'untilDate',
        label: 'Until',
        type: 'date',
        hint: 'Empty: until somebody lets it go on.',
      })
    case 'DUEDATE':
      return field(form, {
        ...{ name: 'dueDate', label: 'New due date', type: 'date', isRequired: true },
        hint: `It is ${invoiceIn(data.view).caseDueDate} now. Interest goes on.`,
      })
    case 'PAYMENTPLAN':
      return html`${field(form, { name: 'instalments', label: 'Number of instalments', type: 'number', hint: 'Empty: the most that the contract allows.' })}
${field(form, { name: 'firstDueDate', label: 'First instalment due', type: 'date', hint: 'Empty: the last day that the contract allows.' })}`
    case 'DIRECTPAYMENT':
      return html`${field(form, { name: 'amount', label: 'Amount', isRequired: true, hint: 'The debtor paid it to the creditor, and not to the agency.' })}
${field(form, { name: 'paymentDate', label: 'Paid on', type: 'date', value: data.today.asOf, isRequired: true })}
${field(form, { name: 'reference', label: 'Reference of the payment' })}`
    case 'ADDRESS':
      return addressFields(form, data)
    case 'EMAIL':
      return emailFields(form)
    case 'APPROVE':
      return select({
        ...{ id: `${form.prefix ?? ''}rightMayBeLost`, name: 'rightMayBeLost', label: 'When they begin' },
        value: form.values['rightMayBeLost'],
        options: [
          { value: '', label: 'when the law allows it' },
          { value: 'yes', label: 'at once, because a right may be lost: the comment gives the reason' },
        ],
      })
    default:
      return code satisfies never
  }
}

function objectionKind(form: FormState): Html {
  return select({
    ...{ id: `${form.prefix ?? ''}objection`, name: 'objection', label: 'Kind of the objection' },
    value: form.values['objection'] ?? 'DENIED',
    options: OBJECTION_KINDS.map((kind) => ({ value: kind, label: OBJECTION_LABELS[kind] })),
  })
}

/** A protected address is not shown, so the fields are empty then. */
function addressFields(form: FormState, data: CaseData): Html {
  const { address = {} } = debtorIn(data)
  return html`<p class="hint">It changes the address in all open cases of the debtor.</p>
${field(form, { name: 'street', label: 'Street', value: address['street'] ?? '', isRequired: true })}
${field(form, { name: 'postalCode', label: 'Postal code', value: address['postalCode'] ?? '', isRequired: true })}
${field(form, { name: 'postalDistrict', label: 'Town', value: address['postalDistrict'] ?? '', isRequired: true })}
${field(form, { name: 'countryCode', label: 'Country', hint: 'Two letters, such as FI.', value: address['countryCode'] ?? '' })}`
}

function emailFields(form: FormState): Html {
  return html`<p class="hint">It changes the address in all open cases of the debtor. Consent to demands by e-mail holds for one address.</p>
${field(form, { name: 'email', label: 'E-mail address', isRequired: true })}
${select({ id: `${form.prefix ?? ''}basis`, name: 'basis', label: 'Basis for demands by e-mail', value: form.values['basis'], options: BASES })}
${field(form, { name: 'since', label: 'Basis since', type: 'date' })}`
}
