/** Endpoints of operators; the answers hold nothing of any client. */
import { AppError, invalid } from '../../platform/errors.ts'
import { checkQuery } from '../../platform/http/unknown-query.ts'
import { TASK_KINDS, type TaskKind } from '../../tasks/kinds.ts'
import { described } from './described.ts'
import type { Schema } from './types.ts'

const AUDIT = '/api/v1/operator/audit'
const BANK_FILES = '/api/v1/operator/bank-files'
const FUNDS_PATH = '/api/v1/operator/funds'
const TASKS = '/api/v1/operator/tasks'

const TEXT = { type: 'string' }
const UUID = { type: 'string', format: 'uuid' }
const INSTANT = { type: 'string', format: 'date-time' }
const STATUS = {
  type: 'object',
  required: ['status'],
  properties: {
    status: { type: 'string', enum: ['ok', 'unavailable'] },
    reason: { type: 'string', description: 'only with unavailable' },
  },
  // With ?verbose, everything that was looked at.
  additionalProperties: true,
}

const TAKEN = {
  fileId: '019c9a10-0000-7000-8000-000000000002',
  name: 'camt054.xml',
  format: 'camt.054.001.02',
  entries: 120,
  known: 0,
  faults: [],
  faultCount: 0,
  complete: true,
  takenBefore: false,
}
const FAULT = {
  type: 'object',
  properties: Object.fromEntries(['scope', 'position', 'code', 'message'].map((name) => [name, { type: 'string' }])),
}
const TAKEN_SCHEMA = {
  type: 'object',
  required: Object.keys(TAKEN),
  properties: {
    fileId: UUID,
    name: { type: 'string' },
    format: { type: 'string', description: 'the detected format; unknown: the file could not be read' },
    entries: { type: 'integer', description: 'entries read from the file' },
    known: { type: 'integer', description: 'entries that another file had reported before' },
    faults: { type: 'array', items: FAULT, description: 'the first errors of reading, with their places' },
    faultCount: { type: 'integer' },
    complete: {
      type: 'boolean',
      description: 'false, with 422: the file could not be read to its end; send it again when it is complete',
    },
    takenBefore: { type: 'boolean', description: 'true: the file was known, so it was not read again' },
  },
}

const FUNDS = {
  date: '2026-03-03',
  state: 'AGREES',
  accounts: [
    {
      ...{ account: 'FI2112345600000785', currency: 'EUR', state: 'AGREES', provenOn: '2026-03-03' },
      ...{ notProvableSince: null, bank: 1500, books: 1500, difference: 0 },
      parts: [{ of: 'HELD_FOR_CLIENTS', amount: 1500 }],
      ...{ receipts: [], lines: [] },
    },
  ],
  currencies: [
    {
      ...{ currency: 'EUR', books: 1500, owedToClients: 900, payoutsUnderWay: 500, unallocated: 0 },
      ...{ agencysOwn: 100, broughtForward: 0, paidNotSeen: 0 },
    },
  ],
}
const FUNDS_SCHEMA = {
  type: 'object',
  required: Object.keys(FUNDS),
  properties: {
    date: { type: 'string', format: 'date' },
    state: { type: 'string', enum: ['AGREES', 'DIFFERS', 'NOT_PROVABLE'] },
    accounts: { type: 'array', items: { type: 'object' } },
    currencies: { type: 'array', items: { type: 'object' } },
  },
}

const OPERATOR_AS = {
  name: 'X-Operator-As',
  in: 'header',
  schema: { type: 'string', maxLength: 100 },
  description: 'The person who does this, for the audit; required in production.',
}

const AUDITED = {
  auditId: '019c9a10-0000-7000-8000-000000000012',
  at: '2026-03-02T09:00:00.000Z',
  clientIdentifier: 100001,
  actor: 'user:Jane Doe',
  requestId: '019c9a10-0000-7000-8000-000000000013',
  token: null,
  remoteAddress: '192.0.2.7',
  action: 'payment.moved',
  subject: 'payment:019c9a10-0000-7000-8000-000000000001',
  details: { allocationId: 8000002, caseId: 5000002, amount: '100.00', currency: 'EUR', reason: 'Wrong reference' },
}
const AUDITED_SCHEMA = {
  type: 'object',
  required: Object.keys(AUDITED),
  properties: {
    auditId: UUID,
    at: INSTANT,
    ...Object.fromEntries(['actor', 'requestId', 'action', 'subject'].map((name) => [name, { type: 'string' }])),
    clientIdentifier: { type: ['integer', 'null'], description: 'null: the agency itself' },
    token: {
      type: ['string', 'null'],
      description: 'id of the access token of the request, `operator` for OPERATOR_TOKEN; null: no request',
    },
    remoteAddress: {
      type: ['string', 'null'],
      description: 'address that the request came from; null: no request',
    },
    details: { type: 'object' },
  },
}
const AUDIT_FILTERS: Record<string, string> = {
  caseId: 'entries about this case, its invoice and its payments',
  client: 'entries about this client; 0 is the agency itself',
  actor: 'a person’s name, or an actor in the form of the audit: token:…, system:…',
  action: 'an action, or the beginning of actions: payment.',
  since: 'a date or a date-time',
  until: 'a date, inclusive, or a date-time',
  limit: 'most entries of a page, 1 to 1000; default 100',
  cursor: 'from the Link header of the page before',
}
const TASK_FILTERS = {
  kind: 'one kind of tasks, such as OBJECTION',
  client: 'the number of a client; 0 is the agency itself',
  assignee: 'the name of the person who has taken it',
  overdue: 'true: only those that had to be done before now',
  snoozed: 'true: also those that are hidden',
  limit: 'at most so many, 1 to 1000; default 100',
  cursor: 'from the Link header of the page before',
}
const TASK_SHOWN = {
  taskId: '0193a1b2-0000-7000-8000-000000000001',
  clientIdentifier: 100001,
  kind: 'OBJECTION',
  ...pick(TASK_KINDS.OBJECTION),
  subject: 'case:5000001',
  cause: 'DENIED',
  openedAt: '2026-03-03T10:00:00.000Z',
  dueAt: null,
  dueRule: null,
  assignee: 'Jane Doe',
  snoozedUntil: null,
  closedAt: null,
  closedBy: null,
  closedAs: null,
}
const TASK_SCHEMA = {
  type: 'object',
  required: Object.keys(TASK_SHOWN),
  properties: {
    taskId: UUID,
    kind: { type: 'string', enum: Object.keys(TASK_KINDS) },
    worker: { type: 'string', enum: ['agency', 'creditor'] },
    ...Object.fromEntries(['title', 'ends', 'subject', 'cause'].map((name) => [name, TEXT])),
    openedAt: INSTANT,
    clientIdentifier: { type: ['integer', 'null'], description: 'null: the agency itself' },
    byPerson: { type: 'boolean', description: 'a person closes it: saatava task done' },
    ...Object.fromEntries(['dueAt', 'snoozedUntil', 'closedAt'].map((name) => [name, maybe(INSTANT)])),
    ...Object.fromEntries(['dueRule', 'assignee', 'closedBy', 'closedAs'].map((name) => [name, maybe(TEXT)])),
  },
}

function maybe({ type, ...rest }: { type: string; format?: string }): Schema {
  return { ...rest, type: [type, 'null'] }
}

function pick({ title, worker, ends }: TaskKind): Schema {
  return { title, worker, ends, byPerson: false }
}

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

/** The schemas of these endpoints. */
export const OPERATOR_SCHEMAS: Record<string, Schema> = {
  AuditEntries: listOf('entries', 'AuditEntry'),
  AuditEntry: AUDITED_SCHEMA,
  BankFileTaken: TAKEN_SCHEMA,
  ClientFunds: FUNDS_SCHEMA,
  HealthStatus: STATUS,
  Task: TASK_SCHEMA,
  Tasks: listOf('tasks', 'Task'),
}

function listOf(name: string, item: string): Schema {
  return { type: 'object', required: [name], properties: { [name]: { type: 'array', items: ref(item) } } }
}

function problem(description: string, path: string, error: AppError): Schema {
  const value = described(description, error).example(path)
  const content = { schema: ref('Problem'), examples: { problem: { value } } }
  return { description, content: { 'application/problem+json': content } }
}

const WRONG_TOKEN = new AppError(
  'UNAUTHORIZED',
  'X-Operator-Token is missing, or is not OPERATOR_TOKEN of this service.',
)
const wrongToken = (path: string) => problem('The token is missing or wrong', path, WRONG_TOKEN)
const wrongFilter = (path: string) =>
  problem('A filter is unknown or wrong', path, invalid(checkQuery({ limt: '10' }, ['limit', 'cursor'], false).faults))

export function operatorPaths(): Record<string, Schema> {
  return {
    [AUDIT]: {
      get: {
        operationId: 'listAuditEntries',
        tags: ['Operator'],
        summary: 'Audit entries',
        description:
          'Lists audit entries, the newest first; the Link header leads to the next page. Available where OPERATOR_TOKEN is set.',
        security: [{ operatorToken: [] }],
        parameters: Object.entries(AUDIT_FILTERS).map(([name, description]) => ({
          ...{ name, in: 'query', description },
          schema: { type: 'string' },
        })),
        responses: {
          '200': {
            description: 'A page of the audit',
            content: {
              'application/json': {
                schema: ref('AuditEntries'),
                examples: { answer: { value: { entries: [AUDITED] } } },
              },
            },
          },
          '400': wrongFilter(AUDIT),
          '401': wrongToken(AUDIT),
          '404': problem('There is no such case', AUDIT, new AppError('NOT_FOUND', 'There is no case 5000001.')),
        },
      },
    },
    [BANK_FILES]: {
      post: {
        operationId: 'submitBankFile',
        tags: ['Operator'],
        summary: 'Submit a bank file',
        description:
          'Takes the bytes of a bank file as the body: camt.053, camt.054, BgMax, Norwegian OCR giro or KTL. Saatava matches and allocates its payments a moment later. Sending the same file again changes nothing. Available where OPERATOR_TOKEN is set.',
        security: [{ operatorToken: [] }],
        parameters: [
          { name: 'name', in: 'query', schema: { type: 'string' }, description: 'name of the file, for people' },
          OPERATOR_AS,
        ],
        requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
        responses: {
          '200': {
            description: 'The entries that could be read are stored',
            content: { 'application/json': { schema: ref('BankFileTaken'), examples: { answer: { value: TAKEN } } } },
          },
          '401': wrongToken(BANK_FILES),
          '422': problem(
            'The file could not be read to its end, or its format is unknown. The entries that were read are stored; this answer has the members of the answer 200 too',
            BANK_FILES,
            new AppError('RULE', 'camt054.xml could not be read to its end; send it again when it is complete.', {
              extra: { ...TAKEN, complete: false },
            }),
          ),
        },
      },
    },
    [FUNDS_PATH]: {
      get: {
        operationId: 'getClientFunds',
        tags: ['Operator'],
        summary: 'Client funds: balances at the banks, balances in the books, and the owners',
        description:
          'Compares, for each account, the bank’s closing balance of a day with the books; names, for each currency, the owners of the money. Available where OPERATOR_TOKEN is set.',
        security: [{ operatorToken: [] }],
        parameters: [
          { name: 'date', in: 'query', schema: { type: 'string', format: 'date' }, description: 'default: today' },
          { name: 'account', in: 'query', schema: { type: 'string' }, description: 'one account: its IBAN' },
        ],
        responses: {
          '200': {
            description: 'The check',
            content: { 'application/json': { schema: ref('ClientFunds'), examples: { answer: { value: FUNDS } } } },
          },
          '401': wrongToken(FUNDS_PATH),
        },
      },
    },
    [TASKS]: {
      get: {
        operationId: 'listTasks',
        tags: ['Operator'],
        summary: 'The open tasks',
        description: 'Needs OPERATOR_TOKEN. The soonest due first; the Link header leads to the next page.',
        security: [{ operatorToken: [] }],
        parameters: Object.entries(TASK_FILTERS).map(([name, description]) => ({
          ...{ name, in: 'query', description },
          schema: { type: 'string' },
        })),
        responses: {
          '200': {
            description: 'A page of tasks',
            content: {
              'application/json': {
                schema: ref('Tasks'),
                examples: { answer: { value: { tasks: [TASK_SHOWN] } } },
              },
            },
          },
          '400': wrongFilter(TASKS),
          '401': wrongToken(TASKS),
          '404': problem(
            'There is no task where the page begins',
            TASKS,
            new AppError('NOT_FOUND', 'There is no task 0193a1b2-0000-7000-8000-000000000001.'),
          ),
        },
      },
    },
    '/health/live': { get: health('getLiveness', 'Is the process alive?') },
    '/health/ready': {
      get: health('getReadiness', 'Can the process serve requests? Asks the database', {
        '503': {
          description: 'The database does not answer',
          content: { 'application/json': { schema: ref('HealthStatus') } },
        },
      }),
    },
    '/metrics': {
      get: {
        operationId: 'getMetrics',
        tags: ['Health'],
        summary: 'Metrics for Prometheus',
        security: [],
        responses: {
          '200': { description: 'Text exposition format', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
    },
  }
}

function health(operationId: string, summary: string, more: Schema = {}): Schema {
  const content = {
    'application/json': { schema: ref('HealthStatus'), examples: { answer: { value: { status: 'ok' } } } },
  }
  const responses = { '200': { description: 'Yes', content }, ...more }
  return { operationId, tags: ['Health'], summary, security: [], responses }
}
