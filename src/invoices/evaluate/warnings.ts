import { isControlled, isFactored } from '../payment-control.ts'
import { referenceKey } from '@saatava/core/references/reference-key.ts'
import { addressesEnforced, missingAddresses } from './check-addresses.ts'
import { paysElsewhere } from './check-payee.ts'
import type { EvaluationInput, Reason } from './input.ts'

/** Facts on which a warning may rest. */
export type WarnedOf = Pick<
  EvaluationInput,
  'candidate' | 'document' | 'payTo' | 'inForce' | 'printouts' | 'replacedReference' | 'enforcesAddresses'
>

/** Returns the warnings to the seller beside the verdict. */
export function warningsOf(input: WarnedOf): Reason[] {
  return [
    ...paysElsewhere(input),
    ...replacedReference(input),
    ...factoredWithoutControl(input),
    ...(addressesEnforced(input) ? [] : missingAddresses(input)),
  ]
}

/** Payment control was asked for, and the payments go where we do not see them. */
function factoredWithoutControl({ candidate, inForce }: WarnedOf): Reason[] {
  const asked = candidate.request.processing?.paymentControlEnabled === true
  if (!asked || !isFactored(candidate) || isControlled(candidate, inForce)) return []
  return [
    {
      code: 'FACTORED_NOT_CONTROLLED',
      message:
        'A financier has bought the receivable and receives the payment on its own account. Saatava does not follow the payment and does not remind the debtor. Leave out processing.paymentControlEnabled or terms.factoring.',
      pointer: '/processing/paymentControlEnabled',
    },
  ]
}

function replacedReference({ replacedReference, document }: WarnedOf): Reason[] {
  if (replacedReference === undefined) return []
  const { sent, notAgreed } = replacedReference
  const { value = sent } = document.payment.reference ?? {}
  // Where it has not been replaced yet, the evaluation is still to come.
  const instead =
    referenceKey(value) === referenceKey(sent)
      ? 'the invoice gets a reference with your prefix instead'
      : `the invoice bears ${value} instead`
  const pointer = '/invoice/references/payment'
  if (notAgreed !== undefined)
    return [
      {
        code: 'REFERENCE_NOT_AGREED',
        message: `The bank of the agency’s account would refuse the reference ${sent}: ${notAgreed}; ${instead}.`,
        pointer,
      },
    ]
  return [
    {
      code: 'REFERENCE_NOT_UNIQUE',
      message: `Another open case bears the reference ${sent}, and the debtors of all clients pay to one account: ${instead}.`,
      pointer,
    },
  ]
}
