/**
 * The permissions: each verb of the API and of the command line needs one, roles hold them, and tokens take them as scopes.
 * The guide prints this list.
 */

/**
 * The rows that a permission reaches. `client`: those of one client, so a grant for named clients is enough. `partner`: the
 * clients of one partner. `either`: those of one client, and a client's token and its partner's may both ask. `agency`: what belongs to no single client, so only a grant for the agency gives it.
 */
export type Reach = 'client' | 'partner' | 'agency' | 'either'

interface Fact {
  reach: Reach
  /** Completes "may …". */
  may: string
  /** It moves money, or decides where money goes. */
  money?: true
  /** Every token holds it, whatever its scopes. */
  everyToken?: true
}

export const PERMISSIONS = {
  'token.use': { reach: 'client', may: 'ask whether its token works', everyToken: true },
  'token.renew': { reach: 'client', may: 'renew its token', everyToken: true },
  'event.read': { reach: 'client', may: 'follow the feed of events' },
  'settings.read': { reach: 'client', may: 'read the settings of a client' },
  'settings.write': { reach: 'client', may: 'change the settings of a client' },
  'invoice.read': { reach: 'client', may: 'read invoices and their documents' },
  'invoice.submit': { reach: 'client', may: 'send invoices' },
  'case.read': { reach: 'client', may: 'read cases and letters' },
  'case.act': { reach: 'client', may: 'act on cases and waiting invoices' },
  'case.record': { reach: 'client', may: 'record on a case what a court, an authority or a debtor did' },
  'case.take-over': { reach: 'client', may: 'take over running cases of another agency, and release them' },
  'debtor.read': { reach: 'client', may: 'read debtors over all their cases' },
  'debtor.write': { reach: 'client', may: 'correct the contact data of debtors' },
  'debtor.mark': { reach: 'client', may: 'set and lift the marks of debtors' },
  'debtor.unmask': { reach: 'client', may: 'see the whole national id of a debtor, for a reason' },
  'question.read': { reach: 'client', may: 'read what the agency asks a creditor' },
  'question.answer': { reach: 'client', may: 'answer what the agency asks' },
  'case.hand-back': {
    reach: 'client',
    may: 'export the cases of a client whose contract has ended, and hand them back',
  },
  'delivery.read': { reach: 'client', may: 'read how invoices and letters were delivered' },
  'delivery.resolve': { reach: 'client', may: 'send failed deliveries again, and record the outcome of unclear ones' },
  'payment.read': { reach: 'client', may: 'read payments' },
  'settlement.read': { reach: 'client', may: 'read settlements' },
  'settlement.acknowledge': { reach: 'client', may: 'acknowledge settlements' },
  'accounting.read': { reach: 'client', may: 'read vouchers, connections and reconciliations' },
  'accounting.submit': { reach: 'client', may: 'send vouchers and payments to accounting' },
  'accounting.retry': { reach: 'client', may: 'try failed vouchers again, and drop them' },
  'accounting.connect': { reach: 'client', may: 'set up and test connections to accounting systems' },
  'report.read': { reach: 'client', may: 'read reports: sums over cases and money' },
  'contract.read': { reach: 'client', may: 'read the contract of a client' },
  'sandbox.use': { reach: 'client', may: 'move the clock of a sandbox and pay in it' },
  'client.create': { reach: 'partner', may: 'onboard clients' },
  'client.read': { reach: 'partner', may: 'read clients' },
  'client.write': { reach: 'partner', may: 'correct the data of clients' },
  'portfolio.read': { reach: 'partner', may: 'follow the events and deliveries of all clients of a partner' },
  'token.read': { reach: 'partner', may: 'list tokens' },
  'token.manage': { reach: 'partner', may: 'issue and revoke tokens' },
  'webhook.read': { reach: 'either', may: 'read webhook endpoints and their deliveries' },
  'webhook.write': {
    reach: 'either',
    may: 'set up, test, pause and replay webhook endpoints, and send deliveries again',
  },
  'webhook.reveal': { reach: 'either', may: 'see and rotate the secret of a webhook endpoint' },
  'approval.read': { reach: 'either', may: 'read what waits for a second person' },
  'approval.decide': { reach: 'client', may: 'decide what somebody else asked for' },
  'four-eyes.set': { reach: 'agency', may: 'turn the second person on or off' },
  'partner.read': { reach: 'agency', may: 'list partners' },
  'partner.manage': { reach: 'agency', may: 'create partners' },
  'agency.read': { reach: 'agency', may: 'read the details and accounts of the agency' },
  'agency.write': { reach: 'agency', may: 'change the details of the agency' },
  'agency.account': { reach: 'agency', may: 'change the client-funds accounts of the agency', money: true },
  'policy.read': { reach: 'agency', may: 'read policies' },
  'policy.write': { reach: 'agency', may: 'publish policies' },
  'contract.write': { reach: 'agency', may: 'publish the contract of a client' },
  'law.confirm': { reach: 'agency', may: 'confirm rules of law' },
  'bank-file.take': { reach: 'agency', may: 'take bank files', money: true },
  'payment.match': { reach: 'agency', may: 'allocate, move and hold payments', money: true },
  'payment.return': { reach: 'agency', may: 'return money to its payer', money: true },
  'funds.read': { reach: 'agency', may: 'read client funds: what the banks and the books hold' },
  'funds.attribute': { reach: 'agency', may: 'explain a difference of client funds', money: true },
  'settlement.run': { reach: 'agency', may: 'settle clients', money: true },
  'payout.resolve': { reach: 'agency', may: 'pay again, and record the outcome of payouts by hand', money: true },
  'question.ask': { reach: 'agency', may: 'ask creditors, withdraw a question, and close it when it is answered' },
  'person.read': { reach: 'agency', may: 'find one person over all clients' },
  'personal-data.erase': { reach: 'agency', may: 'erase the personal data of a debtor' },
  'task.read': { reach: 'agency', may: 'read what needs a person' },
  'task.work': { reach: 'agency', may: 'take, put off and finish tasks' },
  'audit.read': { reach: 'agency', may: 'read and prove the audit' },
  'user.read': { reach: 'agency', may: 'list users' },
  'user.manage': { reach: 'agency', may: 'invite and disable users, and grant roles' },
} as const satisfies Record<string, Fact>

export type Permission = keyof typeof PERMISSIONS
export type ReachOf<P extends Permission> = (typeof PERMISSIONS)[P]['reach']

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[]

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text)
}

export function reachOf(permission: Permission): Reach {
  return PERMISSIONS[permission].reach
}
