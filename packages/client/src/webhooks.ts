export type { KnownEvent, WebhookBatch, WebhookEvent } from '../generated/api.ts'
export { type WebhookBody, eventsOf } from './webhooks/body.ts'
export {
  type ReceiveOptions,
  type WebhookHandler,
  forExpress,
  forFastify,
  forHono,
  forRequest,
} from './webhooks/receive.ts'
export {
  type RawBody,
  type VerificationCode,
  type VerifyOptions,
  type WebhookHeaders,
  WebhookVerificationError,
  verify,
} from './webhooks/verify.ts'
