/** How the debtor is reached from now on, in all its open cases. A case whose letters had no way goes on. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { postalCodeFault } from '@saatava/core/identifiers.ts'
import { changeContact } from '../../../dunning/debtors/change-contact.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'
import { againstCase } from '../rules.ts'

/** The address as a whole: what is not sent is not part of it any more, but for the country. @throws Refused */
export async function changeAddress({ ctx, tx, case: debt, at }: Scene, { data }: CaseAction): Promise<Effect> {
  const sent = data.address ?? {}
  const address = {
    ...omitUndefined(sent),
    countryCode: sent.countryCode ?? debt.debtor.address?.countryCode ?? debt.country,
  }
  const { postalCode, countryCode } = address
  const fault = postalCode === undefined ? undefined : postalCodeFault(countryCode, postalCode)
  if (fault !== undefined) throw againstCase('POSTAL_CODE_INVALID', 'debtor.address', `The postal code ${fault}.`)
  const change = { fields: ['ADDRESS'] as const, contact: { address }, source: 'ACTION' as const }
  await changeContact(ctx, tx, debt, change, at)
  return { address }
}

/** The debtor consented to electronic demands for its former address only: the consent goes with it. */
export async function changeEmail({ ctx, tx, case: debt, at }: Scene, { data }: CaseAction): Promise<Effect> {
  const contact = omitUndefined({ email: data.email, electronicDemands: data.electronicDemands })
  const change = { fields: ['EMAIL'] as const, contact, source: 'ACTION' as const }
  await changeContact(ctx, tx, debt, change, at)
  return contact
}
