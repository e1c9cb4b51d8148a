/** The errors that the operations of webhooks have and others have not. */
import { AppError } from '../../platform/errors.ts'
import { type Described, described } from './described.ts'

const ID = '019a4c3e-0000-7000-8000-000000000001'

const NONE = described(
  'The caller has no such endpoint.',
  new AppError('NOT_FOUND', `There is no webhook endpoint ${ID}.`),
)
const refused = (description: string, detail: string) =>
  described(`${description}, or the Idempotency-Key was used before with another body.`, new AppError('RULE', detail))

const TOO_MANY = refused(
  'There are 20 endpoints, the most there can be',
  'There are 20 webhook endpoints, the most there can be: delete one first.',
)
const DISABLED = refused(
  'The endpoint is disabled',
  'The endpoint is DISABLED: nothing is sent to it, and resume makes it active again.',
)
const AHEAD = refused(
  'The place is ahead of the endpoint',
  'The endpoint has not come to this place yet: its events are sent without a replay.',
)
const NOT_ENDED = refused(
  'The delivery has not ended, or there is none',
  `There is no delivery ${ID} of this endpoint that has ended.`,
)

/** By the id of the operation. */
export const WEBHOOK_PROBLEMS: Record<string, Record<number, Described>> = {
  createWebhook: { 422: TOO_MANY },
  getWebhook: { 404: NONE },
  changeWebhook: { 404: NONE },
  deleteWebhook: { 404: NONE },
  rotateWebhookSecret: { 404: NONE },
  revealWebhookSecret: { 404: NONE },
  testWebhook: { 404: NONE },
  pauseWebhook: { 404: NONE, 422: DISABLED },
  resumeWebhook: { 404: NONE },
  replayWebhook: { 404: NONE, 422: AHEAD },
  listWebhookDeliveries: { 404: NONE },
  resendWebhookDelivery: { 404: NONE, 422: NOT_ENDED },
  resendWebhookDeliveries: { 404: NONE },
}
