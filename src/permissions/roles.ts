/** The roles of people: which permissions each holds. A grant gives a user a role, for the agency or for named clients. */
import { PERMISSION_NAMES, type Permission } from './permissions.ts'

interface Role {
  /** The purpose of the role. */
  tells: string
  /** A role of a creditor's people: it is granted for named clients alone. */
  creditor?: true
  holds: readonly Permission[]
}

/** Reads what belongs to a client. */
const OF_CLIENT: readonly Permission[] = [
  ...(['event.read', 'settings.read', 'invoice.read', 'case.read', 'debtor.read', 'delivery.read'] as const),
  ...(['payment.read', 'settlement.read', 'accounting.read', 'contract.read', 'report.read', 'approval.read'] as const),
  ...(['question.read', 'webhook.read'] as const),
]
const VIEWER: readonly Permission[] = [
  ...OF_CLIENT,
  'client.read',
  'portfolio.read',
  'partner.read',
  'agency.read',
  'policy.read',
  'task.read',
]

export const ROLES = {
  VIEWER: { tells: 'reads', holds: VIEWER },
  CASEWORKER: {
    tells: 'works on cases, letters and deliveries',
    holds: [
      ...VIEWER,
      ...(['case.act', 'case.record', 'case.take-over', 'debtor.write', 'debtor.mark', 'person.read'] as const),
      ...(['debtor.unmask', 'question.ask'] as const),
      ...(['delivery.resolve', 'invoice.submit', 'task.work'] as const),
    ],
  },
  CASHIER: {
    tells: 'takes bank files, allocates payments, returns money',
    holds: [
      ...VIEWER,
      'bank-file.take',
      'payment.match',
      'payment.return',
      'funds.read',
      'funds.attribute',
      'question.ask',
      'task.work',
    ],
  },
  PAYOUTS: {
    tells: 'settles and pays clients',
    holds: [...VIEWER, 'settlement.run', 'payout.resolve', 'funds.read', 'agency.account', 'task.work'],
  },
  APPROVER: { tells: 'decides what others ask for', holds: ['approval.read', 'approval.decide'] },
  POLICY: {
    tells: 'publishes policies and contracts, confirms law',
    holds: [...VIEWER, 'policy.write', 'contract.write', 'case.hand-back', 'law.confirm', 'task.work'],
  },
  INTEGRATION: {
    tells: 'runs connections, tokens and settings',
    holds: [
      ...VIEWER,
      ...([
        'settings.write',
        'accounting.submit',
        'accounting.retry',
        'accounting.connect',
        'delivery.resolve',
        'task.work',
      ] as const),
      ...(['client.create', 'client.write', 'token.read', 'token.manage', 'partner.manage', 'sandbox.use'] as const),
      ...(['webhook.write', 'webhook.reveal'] as const),
    ],
  },
  AUDITOR: { tells: 'reads everything, and writes nothing', holds: PERMISSION_NAMES.filter(isReading) },
  ADMIN: {
    tells: 'runs the agency, and moves no money',
    holds: [
      ...VIEWER,
      ...([
        'user.read',
        'user.manage',
        'four-eyes.set',
        'agency.write',
        'audit.read',
        'personal-data.erase',
        'partner.manage',
      ] as const),
      ...(['client.create', 'client.write', 'token.read', 'token.manage', 'settings.write', 'sandbox.use'] as const),
    ],
  },
  CREDITOR_VIEWER: { tells: 'reads what is its own', creditor: true, holds: OF_CLIENT },
  CREDITOR_WORKER: {
    tells: 'sends invoices and vouchers, acts on cases',
    creditor: true,
    holds: [
      ...OF_CLIENT,
      ...(['invoice.submit', 'case.act', 'debtor.write', 'debtor.mark', 'question.answer'] as const),
      ...(['settlement.acknowledge', 'accounting.submit', 'accounting.retry'] as const),
    ],
  },
  CREDITOR_APPROVER: {
    tells: 'approves legal steps and waiting invoices',
    creditor: true,
    holds: [...OF_CLIENT, 'case.act', 'question.answer'],
  },
  CREDITOR_ADMIN: {
    tells: 'sets up its own settings and connections',
    creditor: true,
    holds: [...OF_CLIENT, 'settings.write', 'accounting.connect', 'webhook.write', 'webhook.reveal'],
  },
} as const satisfies Record<string, Role>

export type RoleName = keyof typeof ROLES
export const ROLE_NAMES = Object.keys(ROLES) as RoleName[]

export function holds(role: RoleName, permission: Permission): boolean {
  const list: readonly Permission[] = ROLES[role].holds
  return list.includes(permission)
}

/** Roles of creditors' people are granted for named clients alone. */
export function isCreditorRole(role: RoleName): boolean {
  return 'creditor' in ROLES[role]
}

function isReading(permission: Permission): boolean {
  return permission.endsWith('.read')
}
