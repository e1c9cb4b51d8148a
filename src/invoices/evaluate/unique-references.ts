import { referenceKey } from '@saatava/core/references/reference-key.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { buildDocument } from './build-document.ts'
import { reserveReferences, isReferenceInUse } from './reserve-references.ts'
import { evaluateInvoice } from './evaluate-invoice.ts'
import type { Evaluation, EvaluationInput } from './input.ts'
import { ownReferences } from './own-reference.ts'
import type { Desk } from './pay-to.ts'
import type { ReservedReference } from './reference-queries.ts'

export interface Judgement {
  input: EvaluationInput
  evaluation: Evaluation
}

/**
 * Gives every accepted invoice under payment control a reference that no other open case of its currency bears: its own
 * where it is free, else one of the client's prefix, with which the document is made again.
 */
export async function giveUniqueReferences(tx: Tx, judgements: Judgement[], desk: Desk, at: Date): Promise<void> {
  let left = judgements.filter(needsUnique)
  for (let attempt = 0; left.length > 0; attempt++) {
    const wanted = new Map(left.map((one) => [reservationOf(one.input), one]))
    const granted = await reserveReferences(tx, [...wanted.keys()], at)
    const refused = [...wanted].flatMap(([wish, one]) => (granted.has(wish) ? [] : [one]))
    for (const one of refused) replace(one, attempt, desk)
    left = refused.filter(needsUnique)
  }
}

/** Does so for a preview: no reference is reserved. */
export async function foreseeUniqueReference(db: Queryable, judgement: Judgement, desk: Desk): Promise<Judgement> {
  const one = { ...judgement }
  for (let attempt = 0; needsUnique(one) && (await isReferenceInUse(db, reservationOf(one.input))); attempt++)
    replace(one, attempt, desk)
  return one
}

function needsUnique({ evaluation, input: { payTo, candidate, document } }: Judgement): boolean {
  return (
    evaluation.verdict === 'ACCEPTED' &&
    payTo.whose === 'AGENCY' &&
    // It bears the reference of the case that it reminds of.
    candidate.type !== 'REMINDER' &&
    document.payment.reference !== undefined
  )
}

export function reservationOf({
  candidate,
  document,
}: Pick<EvaluationInput, 'candidate' | 'document'>): ReservedReference {
  const { clientId, invoiceId, currency } = candidate
  return { clientId, invoiceId, currency, reference: referenceKey(document.payment.reference?.value ?? '') }
}

function replace(one: Judgement, attempt: number, desk: Desk): void {
  const { input } = one
  const { candidate, amounts, inForce, original, payTo } = input
  const sent = candidate.request.invoice.references?.payment
  // The first of our references has just been refused, unless the one that was sent stood in its place.
  const ownRefused = sent === undefined || input.replacedReference?.notAgreed !== undefined
  const reference = ownReferences(candidate, inForce, payTo)[ownRefused ? attempt + 1 : attempt]
  if (reference === undefined) {
    const message = `The reference ${input.document.payment.reference?.value ?? ''} belongs to another open case, and no free reference could be made from the client’s prefix and the number ${candidate.number}: send another references.payment.`
    const reason = { code: 'REFERENCE_NOT_MADE', message, pointer: '/invoice/references/payment' }
    one.evaluation = { ...one.evaluation, verdict: 'ERROR', reasons: [reason], deliveries: [] }
    return
  }
  const made = buildDocument(candidate, amounts, inForce, { desk, original, reference })
  const replacedReference = input.replacedReference ?? (sent === undefined ? undefined : { sent: String(sent) })
  one.input = { ...input, ...made, replacedReference }
  one.evaluation = evaluateInvoice(one.input)
}
