/** The fields of an endpoint in a form, and what they say to the verbs. */
import { Type } from 'typebox'
import { WEBHOOK_SIGNATURES } from '../../../webhooks/endpoint.ts'
import { oneOf } from '../../../platform/http/schema.ts'
import { type Html, html } from '../../html.ts'
import { type FormState, field, select } from '../../parts/form.ts'

export const FIELDS = {
  url: Type.String({ maxLength: 2_048 }),
  description: Type.Optional(Type.String({ maxLength: 200 })),
  types: Type.Optional(Type.String({ maxLength: 4_000 })),
  signatures: Type.Optional(oneOf(WEBHOOK_SIGNATURES)),
  contactEmail: Type.Optional(Type.String({ maxLength: 254 })),
}

interface Written {
  url: string
  description?: string
  types?: string
  signatures?: (typeof WEBHOOK_SIGNATURES)[number]
  contactEmail?: string
}

/** The body of the API that the form says; the check of the verb says what is wrong with it. */
export function writtenIn({ url, description, types, signatures, contactEmail }: Written) {
  return {
    url,
    ...(description !== undefined && { description }),
    ...(types !== undefined && { types: types.split(/[\s,]+/).filter((type) => type !== '') }),
    ...(signatures && { signatures }),
    ...(contactEmail !== undefined && { contactEmail }),
  }
}

/** A fault of one type of the list stands at the list. */
export function atFields(form: FormState): FormState {
  return {
    ...form,
    faults: form.faults.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/types\/\d+$/, '/types') })),
  }
}

export function fields(form: FormState, hasFocus: boolean): Html {
  return html`${field(form, { name: 'url', label: 'Address', hint: 'https on port 443 or 8443; in a sandbox also http to this machine', isRequired: true, hasFocus })}
${field(form, { name: 'description', label: 'Description', hint: 'for people' })}
${field(form, { name: 'types', label: 'Types of events', hint: 'types or their beginnings, with commas: invoice, settlement.paid; empty: all' })}
${select({
  ...{ name: 'signatures', label: 'Signatures', value: form.values['signatures'] },
  options: [
    { value: 'V1', label: 'v1: HMAC-SHA256' },
    { value: 'V1_V1A', label: 'v1 and v1a: ed25519 beside it' },
  ],
})}
${field(form, { name: 'contactEmail', label: 'Mail address for failures', hint: 'empty: the technical contact of the client, else its primary one; a partner’s endpoint needs it' })}`
}
