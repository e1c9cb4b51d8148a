export * as accounting from './areas/accounting.ts'
export * as actions from './areas/actions.ts'
export * as approvals from './areas/approvals.ts'
export * as auth from './areas/auth.ts'
export * as cases from './areas/cases.ts'
export * as clients from './areas/clients.ts'
export * as connections from './areas/connections.ts'
export * as debtors from './areas/debtors.ts'
export * as distributions from './areas/distributions.ts'
export * as events from './areas/events.ts'
export * as invoices from './areas/invoices.ts'
export * as letters from './areas/letters.ts'
export * as operations from './areas/operations.ts'
export * as payments from './areas/payments.ts'
export * as questions from './areas/questions.ts'
export * as sandbox from './areas/sandbox.ts'
export * as settings from './areas/settings.ts'
export * as settlements from './areas/settlements.ts'
export * as webhooks from './areas/webhooks.ts'
export { type Awaited, isAwaited } from './awaited.ts'
export type { NewInvoice } from './batch.ts'
export type { Answer, Call, Input, Operation } from './call.ts'
export { type Client, type ClientOptions, type RequestInfo, type ResponseInfo, createClient } from './client.ts'
export {
  AuthError,
  ConflictError,
  ConnectionError,
  type ErrorCode,
  type Fault,
  NotFoundError,
  type Problem,
  RateLimitError,
  RuleError,
  SaatavaError,
  ServerError,
  TimeoutError,
  ValidationError,
  isSaatavaError,
} from './errors.ts'
export type { EventOf, EventType, PartnerEvent, SaatavaEvent } from './events.ts'
export type { FollowOptions } from './follow.ts'
export type { List, Page } from './list.ts'
export { type AutoRenewOptions, autoRenew } from './renew.ts'
export type { Answered, CallOptions } from './send.ts'
export type * from '../generated/api.ts'
