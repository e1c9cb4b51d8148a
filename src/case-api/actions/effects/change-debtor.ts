/** How the debtor is reached from now on. A case whose letters had no way goes on. */
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { postalCodeFault } from '@saatava/core/identifiers.ts'
import { resumeReachable } from '../../../dunning/letters/reachable.ts'
import { updateDebtor } from '../../../claims/update-queries.ts'
import type { CaseAction, Effect, Scene } from '../action.ts'
import { againstCase } from '../rules.ts'

/** The address as a whole: what is not sent is not part of it any more, but for the country. @throws Refused */
export async function changeAddress({ ctx, tx, case: debt, today, at }: Scene, { data }: CaseAction): Promise<Effect> {
  const sent = data.address ?? {}
  const address = {
    ...omitUndefined(sent),
    countryCode: sent.countryCode ?? debt.debtor.address?.countryCode ?? debt.country,
  }
  const { postalCode, countryCode } = address
  const fault = postalCode === undefined ? undefined : postalCodeFault(countryCode, postalCode)
  if (fault !== undefined) throw againstCase('POSTAL_CODE_INVALID', 'debtor.address', `The postal code ${fault}.`)
  await updateDebtor(tx, debt, { ...debt.debtor, address }, at)
  await resumeReachable(ctx, tx, debt, today, at)
  return { address }
}

export async function changeEmail({ ctx, tx, case: debt, today, at }: Scene, { data }: CaseAction): Promise<Effect> {
  const { email, electronicDemands } = data
  // The debtor consented to its former address only.
  const { electronicDemands: _before, ...debtor } = debt.debtor
  await updateDebtor(tx, debt, { ...debtor, ...omitUndefined({ email, electronicDemands }) }, at)
  await resumeReachable(ctx, tx, debt, today, at)
  return { email, ...omitUndefined({ electronicDemands }) }
}
