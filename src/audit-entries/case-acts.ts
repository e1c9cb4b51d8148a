/** Acts on cases. */
import { Type } from 'typebox'
import { date, id, integer, list, object, text } from '../events/fields.ts'
import { optional, orNull } from '../platform/http/schema.ts'
import { act } from './act.ts'
import { note } from './words.ts'

const CASE = 'case:<caseId>'
const QUESTION = 'question:<questionId>'
const asked = { about: text, caseId: optional(integer) }
const action = { actionId: id, code: text, submittedBy: text }

export const CASE_ACTS = {
  'cases.taken-over': act('client:<clientId>', 'running cases of another agency were taken over, on hold', {
    ...{ takenOverOn: date, caseIds: list(integer) },
  }),
  'cases.released': act('client:<clientId>', 'cases that were on hold since their take-over were released', {
    caseIds: list(integer),
  }),
  'contract.ended': act('client:<clientId>', 'the contract of a client was ended: no step is taken from that day on', {
    endsOn: date,
  }),
  'cases.exported': act('client:<clientId>', 'the open cases of a client were exported to be handed back', {
    cases: integer,
  }),
  'cases.handed-back': act('client:<clientId>', 'cases were handed back to the client and closed', {
    caseIds: list(integer),
  }),
  'case.actions.submitted': act('batch:<batchId>', 'actions were sent', {
    actions: list(object({ actionId: id, caseId: orNull(integer), code: text })),
  }),
  'case.action.performed': act(CASE, 'an action was performed', {
    ...action,
    effect: Type.Record(Type.String(), Type.Unknown()),
  }),
  'case.action.refused': act(CASE, 'an action was refused', {
    ...action,
    refusal: object({ code: text, ruleId: text }),
  }),
  'question.asked': act(QUESTION, 'the agency asked a creditor', asked),
  'question.answered': act(QUESTION, 'a creditor answered', asked),
  'question.seen': act(QUESTION, 'somebody of the agency read the answer', asked),
  'question.withdrawn': act(QUESTION, 'the agency withdrew a question', asked),
  'case.legal.recorded': act(CASE, 'a legal act was recorded', {
    ...{ stage: text, was: text, date, reference: note },
    comment: orNull(note),
    nextDate: orNull(date),
  }),
}
