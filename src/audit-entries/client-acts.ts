/** Acts on clients, their settings, tokens, invoices, deliveries and documents for accounting. */
import { Type } from 'typebox'
import { id, instant, integer, list, object, text } from '../events/fields.ts'
import { orNull, optional } from '../platform/http/schema.ts'
import { act } from './act.ts'
import { note } from './words.ts'

const CLIENT = 'client:<clientId>'
const INVOICE = 'invoice:<invoiceId>'
const DELIVERY = 'delivery:<deliveryId>'
const CONNECTION = 'connection:<companyIdentifier>'
const APPROVAL = 'approval:<approvalId>'
const AGENT_TOKEN = 'agent-token:<tokenId>'
const SESSION = 'session:<sessionId>'
const WEBHOOK = 'webhook:<webhookId>'
/** Its address may hold a secret: the entry has its hash. */
const webhook = { url: note, types: orNull(list(text)), mode: text, signatures: text, contact: orNull(note) }
const asked = { action: text, of: text, askedBy: text }
const userRole = { name: text, role: text }
const invoice = { invoiceNumber: integer, type: text }
/** A mapping or a setting of the client's accounting: codes and account numbers of its books. */
const ofAccounting = orNull(Type.Record(Type.String(), Type.Unknown()))

export const CLIENT_ACTS = {
  'partner.created': act('partner:<partnerId>', 'a partner was created', { code: text, name: text }),
  'client.created': act(CLIENT, 'a client was created', { partnerCode: text }),
  'client.corrected': act(CLIENT, 'the data of a client was corrected; what is about persons as hashes', {
    changed: list(object({ path: text, before: Type.Unknown(), after: Type.Unknown() })),
  }),
  'client.settings.changed': act(CLIENT, 'settings were changed; texts and addresses for mails as hashes', {
    version: integer,
    changed: list(object({ path: text, before: Type.Unknown(), after: Type.Unknown() })),
  }),
  'token.issued': act('token:<tokenId>', 'an access token was issued', {
    kind: text,
    expiresAt: orNull(instant),
    renewedFrom: orNull(id),
    scopes: optional(list(text)),
    networks: optional(list(text)),
  }),
  'user.invited': act('user:<userId>', 'a user was invited', { name: text }),
  'user.disabled': act('user:<userId>', 'a user was disabled', { name: text }),
  'user.enabled': act('user:<userId>', 'a user was enabled again', { name: text }),
  'user.granted': act('user:<userId>', 'a user was granted a role, for the client of the entry', userRole),
  'user.revoked': act('user:<userId>', 'a role of a user was revoked, for the client of the entry', userRole),
  'enrolment.made': act(
    'enrolment:<enrolmentId>',
    'a link that works once was made, for a user or for the demo operator',
    {
      name: text,
      expiresAt: instant,
    },
  ),
  'credential.added': act('credential:<credentialId>', 'a user added a passkey or an identity', {
    name: text,
    kind: text,
  }),
  'session.begun': act(SESSION, 'somebody signed in', { name: text, method: text }),
  'session.renewed': act(SESSION, 'somebody in a session signed in again', { name: text, method: text, before: id }),
  'session.seen-as': act(SESSION, 'the demo operator looks at the console as another', {
    role: orNull(text),
    clientId: orNull(integer),
  }),
  'credential.removed': act('credential:<credentialId>', 'a user removed a passkey or an identity', {
    name: text,
    kind: text,
  }),
  'session.ended': act(SESSION, 'a session ended', { name: text, as: text }),
  'agent-token.issued': act(AGENT_TOKEN, 'a token was issued to a program that acts for a user', {
    ...{ name: text, showsNames: Type.Boolean(), expiresAt: instant },
  }),
  'agent-token.revoked': act(AGENT_TOKEN, 'a token of a program was revoked', {}),
  'agent.called': act(AGENT_TOKEN, 'a program called a tool for a user', {
    ...{ tool: text, clientId: orNull(integer), refusal: orNull(text) },
  }),
  'sign-in.failed': act('sign-in', 'a sign-in failed', { method: text, refusal: text }),
  'approval.asked': act(APPROVAL, 'an act waits for a second person', asked),
  'approval.approved': act(APPROVAL, 'a second person approved an act, which was done', asked),
  'approval.refused': act(APPROVAL, 'a second person refused an act', { ...asked, reason: note }),
  'approval.outdated': act(APPROVAL, 'the effect of an act had changed, so it was not done', {
    ...asked,
    reason: note,
  }),
  'four-eyes.set': act('four-eyes', 'the second person was turned on or off', {
    ...{ isOn: Type.Boolean(), limitMinor: integer },
  }),
  'token.revoked': act('token:<tokenId>', 'an access token was revoked', {}),
  'invoice.submitted': act(INVOICE, 'an invoice was received', invoice),
  'invoice.replaced': act(INVOICE, 'an invoice was sent again before it had been accepted', invoice),
  'invoice.approved': act(INVOICE, 'an invoice was approved', {
    invoiceNumber: integer,
    comment: orNull(note),
    was: text,
  }),
  'delivery.retried': act(DELIVERY, 'a failed delivery was started again', {
    ...{ invoiceNumber: integer, channel: text, failed: id },
    begun: orNull(id),
    corrected: optional(text),
  }),
  'delivery.resolved': act(DELIVERY, 'a person recorded the outcome of a delivery', {
    ...{ invoiceNumber: integer, channel: text, as: text },
    reason: optional(note),
  }),
  'webhook.created': act(WEBHOOK, 'a webhook endpoint was set up', webhook),
  'webhook.changed': act(WEBHOOK, 'a webhook endpoint was changed', webhook),
  'webhook.deleted': act(WEBHOOK, 'a webhook endpoint was deleted', {}),
  'webhook.tested': act(WEBHOOK, 'a test was sent to a webhook endpoint', { type: text }),
  'webhook.secret.rotated': act(WEBHOOK, 'a webhook endpoint got a new secret', {}),
  'webhook.secret.revealed': act(WEBHOOK, 'the secret of a webhook endpoint was shown', {}),
  'webhook.paused': act(WEBHOOK, 'a webhook endpoint was paused', {}),
  'webhook.resumed': act(WEBHOOK, 'a webhook endpoint that was paused or disabled is active again', {
    ...{ was: text, from: text, since: orNull(instant) },
  }),
  'webhook.disabled': act(WEBHOOK, 'a webhook endpoint was disabled', { disabledAs: text, failures: integer }),
  'webhook.replayed': act(WEBHOOK, 'events are sent to a webhook endpoint again', { since: orNull(instant) }),
  'webhook.resent': act(WEBHOOK, 'deliveries of a webhook endpoint are sent again', { deliveries: integer }),
  'accounting.ledger.submitted': act('ledger:<identifier>', 'a voucher was received', {}),
  'accounting.payment.submitted': act('payment:<identifier>', 'a payment for accounting was received', {}),
  'accounting.invoice.submitted': act('invoice:<identifier>', 'the voucher of an invoice was made', {}),
  'accounting.document.retried': act('<kind>:<identifier>', 'a document that had failed is tried again', {}),
  'accounting.document.dropped': act('<kind>:<identifier>', 'a document was dropped', {
    reason: optional(note),
  }),
  'accounting.connection.set': act(CONNECTION, 'a connection was made or changed', {
    ...{ system: text, simulator: Type.Boolean(), isDefault: Type.Boolean(), credentialsChanged: Type.Boolean() },
    mappings: ofAccounting,
    settings: ofAccounting,
  }),
  'accounting.connection.resumed': act(CONNECTION, 'a connection that had stopped runs again', {}),
  'sandbox.clock.moved': act('sandbox-clock', 'the clock of a sandbox is moved', { from: instant, to: instant }),
  'sandbox.payment.made': act('case:<caseId>', 'a payment was made in a sandbox', {
    ...{ amount: Type.Number(), currency: text, bankReference: text },
  }),
  'personal-data.erased': act('personal-key:<keyId>', 'the personal data of a debtor was erased', {
    ...{ invoices: integer, cases: integer, rows: integer },
    reason: note,
  }),
  'contract.saved': act('contract:<clientId>', 'the contract of a client was saved', {
    version: integer,
    contract: Type.Record(Type.String(), Type.Unknown()),
  }),
  'policy.saved': act('policy:<policyId>', 'a dunning policy was saved', {
    version: integer,
    steps: list(Type.Unknown()),
    letters: optional(Type.Unknown()),
  }),
  'law.confirmed': act('law', 'rules of law were confirmed', {
    sourcesRead: orNull(text),
    rules: list(Type.Record(Type.String(), Type.Unknown())),
  }),
  'law.regime.unset': act('law', 'the start day of a regime was removed', { regimeId: text }),
}
