/** Letters that events of cases send, where their policies say so. They cost the debtor nothing. */
import { civilDateAt, timeZoneOf } from '@saatava/core/dates.ts'
import type { EventLetter } from '@saatava/einvoice/model/document.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database.ts'
import { collectorOf, NO_AGENCY } from '../../claims/agency.ts'
import type { Case } from '../../claims/case.ts'
import { type Claim, statementsOrErrors } from '../../claims/claim.ts'
import type { LawError } from '@saatava/law/errors.ts'
import { selectPolicyVersions } from '../engine/queries.ts'
import { type FedCaseEvent, recordCaseEvents } from '../../claims/record-case-events.ts'
import { createLetters, noteUnsent } from './create-letters.ts'
import type { LetterAbout, LetterRequest } from './letter-request.ts'

export interface LetterEvent {
  case: Case
  kind: EventLetter
  about: LetterAbout
  /** Minor units: what an offered plan adds when it is accepted. */
  fee?: bigint
}

/** One letter. The case row is locked by the caller, and its claim stands in the journal up to today. */
export async function sendEventLetter(ctx: Ctx, tx: Tx, event: LetterEvent, at: Date): Promise<void> {
  await sendEventLetters(ctx, tx, [event], at)
}

/**
 * A letter for each event whose case's policy has it, in the transaction of the event: written once, or not at all.
 * Without a channel to the debtor the event stands all the same, and the case says LETTER_NOT_SENT.
 */
export async function sendEventLetters(ctx: Ctx, tx: Tx, events: readonly LetterEvent[], at: Date): Promise<void> {
  const wanted = await wantedBy(tx, events)
  if (wanted.length === 0) return
  const asked = await requestsOf(ctx, tx, wanted, at)
  const hasAgency = (await collectorOf(ctx.platform, tx)) !== undefined
  const unsent = asked.flatMap(({ request, error }) => {
    const reason = hasAgency ? error?.message : NO_AGENCY
    return reason === undefined ? [] : [{ request, reasons: [reason] }]
  })
  if (unsent.length > 0) await noteUnsent(ctx, tx, unsent, at)
  const requests = hasAgency ? asked.flatMap(({ request, error }) => (error === undefined ? [request] : [])) : []
  const letterIds = await createLetters(ctx, tx, requests, at)
  const made = requests.flatMap(({ case: { clientId, caseId, invoiceNumber }, kind: letter }, i): FedCaseEvent[] => {
    const letterId = letterIds[i]
    if (letterId === undefined) return []
    return [{ clientId, caseId, invoiceNumber, kind: 'LETTER_CREATED', data: { letter, letterId } }]
  })
  await recordCaseEvents(ctx, tx, made, at)
}

async function wantedBy(tx: Tx, events: readonly LetterEvent[]): Promise<LetterEvent[]> {
  if (events.length === 0) return []
  const versions = new Map(
    events.map(({ case: { policyId, policyVersion: version } }) => [`${policyId} ${version}`, { policyId, version }]),
  )
  const policies = await selectPolicyVersions(tx, [...versions.values()])
  const letters = new Map(policies.map((policy) => [`${policy.policyId} ${policy.version}`, policy.letters]))
  return events.filter(
    ({ case: debt, kind }) => letters.get(`${debt.policyId} ${debt.policyVersion}`)?.includes(kind) === true,
  )
}

const NOTHING: Claim = { capital: 0n, interest: 0n, costs: 0n, fees: 0n }

interface Asked {
  request: LetterRequest
  /** The law gives no answer on what is owed; the event happens all the same. */
  error?: LawError
}

async function requestsOf(ctx: Ctx, tx: Tx, events: readonly LetterEvent[], at: Date): Promise<Asked[]> {
  const dated = events.map((event) => ({ event, date: civilDateAt(at, timeZoneOf(event.case.country)) }))
  const statements = await statementsOrErrors(
    ctx,
    tx,
    dated.map(({ event, date }) => ({ case: event.case, onDate: date })),
  )
  return dated.map(({ event: { case: debt, kind, about, fee = 0n }, date }, i): Asked => {
    const request: LetterRequest = { ...{ case: debt, kind, about, fee, date }, claim: NOTHING, payWithinDays: 0 }
    const one = statements[i]
    // A case that is paid owes nothing, whatever interest its last day would bear.
    if (kind === 'PAID' || one === undefined) return { request }
    if ('error' in one) return { request, error: one.error }
    return { request: { ...request, claim: one.claim, interest: one.interest } }
  })
}
