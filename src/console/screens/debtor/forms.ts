/** The forms of a debtor's page: its contact, and its national id for a reason. */
import { may } from '../../../users/may.ts'
import type { Permission } from '../../../permissions/permissions.ts'
import { type Html, html } from '../../html.ts'
import { type FormState, NO_FORM, field, select, versionField } from '../../parts/form.ts'
import { greyed } from '../../parts/greyed.ts'
import { debtorPath } from '../../parts/paths.ts'
import type { ConsoleCtx } from '../../shell.ts'
import type { DebtorData } from './debtor-data.ts'

type FormName = 'contact' | 'mark' | 'unmark' | 'unmask'

export interface DebtorForms {
  returned?: { name: FormName; form: FormState }
}

export function debtorForm({ returned }: DebtorForms, name: FormName): FormState {
  return { ...(returned?.name === name ? returned.form : NO_FORM), prefix: `${name}-` }
}

export function formPath({ clientId, debtor: { debtorId } }: DebtorData, name: FormName): string {
  return `${debtorPath({ clientId, debtorId })}/${name}`
}

/** The sentence for people who lack a permission. */
export function lacks({ session }: ConsoleCtx, permission: Permission, { clientId }: DebtorData): string | undefined {
  return may(session.grants, permission, clientId) ? undefined : `Your roles lack the permission ${permission}.`
}

export function unmaskForm(ctx: ConsoleCtx, data: DebtorData, forms: DebtorForms): Html {
  const why = lacks(ctx, 'debtor.unmask', data)
  if (why !== undefined) return html`<p>${greyed('Show the national id', why)}</p>`
  const form = debtorForm(forms, 'unmask')
  return html`<details${forms.returned?.name === 'unmask' && html` open`}><summary class="button">Show the national id</summary>
<form method="post" action="${formPath(data, 'unmask')}" class="narrow">
${field(form, { name: 'reason', label: 'Your reason', hint: 'The audit keeps it.', isRequired: true })}
<button class="first">Show it</button></form></details>`
}

export function contactForm(ctx: ConsoleCtx, data: DebtorData, forms: DebtorForms): Html {
  const why = lacks(ctx, 'debtor.write', data)
  if (why !== undefined) return html`<p>${greyed('Change the contact', why)}</p>`
  const form = debtorForm(forms, 'contact')
  const { address, email, phone } = data.debtor.contact
  const line = (name: string, label: string, value: string | null | undefined) =>
    field(form, { name, label, value: value ?? '' })
  return html`<details${forms.returned?.name === 'contact' && html` open`}><summary class="button">Change the contact</summary>
<form method="post" action="${formPath(data, 'contact')}" class="narrow">${versionField(data.debtor.updatedAt)}
<p class="hint">It changes all open cases of the debtor. An empty field stays as it is.</p>
${line('street', 'Street', address?.street)}${line('postalCode', 'Postal code', address?.postalCode)}
${line('postalDistrict', 'Town', address?.postalDistrict)}${line('countryCode', 'Country, two letters', address?.countryCode)}
${line('email', 'E-mail', email)}${line('phone', 'Phone', phone)}
${select({
  ...{ id: 'contact-clear', name: 'clear', label: 'Clear', value: form.values['clear'] },
  options: [
    { value: '', label: 'nothing' },
    { value: 'address', label: 'the address' },
    { value: 'email', label: 'the e-mail address' },
    { value: 'phone', label: 'the phone number' },
  ],
})}
<button class="first">Change the contact …</button></form></details>`
}
