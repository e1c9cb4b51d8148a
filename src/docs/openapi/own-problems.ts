/** The errors that one operation has and others have not. */
import { AppError, invalid } from '../../platform/errors.ts'
import { reusedKey } from '../../platform/idempotency.ts'
import { type Described, described } from './described.ts'

function missing(description: string, detail: string): Described {
  return described(description, new AppError('NOT_FOUND', detail))
}

const NO_CONNECTION = missing(
  'There is no such connection.',
  'There is no such accounting connection; PUT /accounting/connection creates one.',
)
export const REUSED_KEY = described('The Idempotency-Key was used before with another body.', reusedKey('my-key-1'))
const DIFFERS = described(
  'An earlier request has this identifier and other content; errors lists the fields that differ.',
  new AppError(
    'CONFLICT',
    'An earlier request has this identifier and other content. Nothing of this request was stored.',
    {
      faults: [{ pointer: '/ledgers/documentName', code: 'DIFFERS', message: 'was "1001" before', received: '1002' }],
    },
  ),
)

const ACTIONS = {
  404: described(
    'A case or an invoice of the batch is not there; nothing was done.',
    new AppError('NOT_FOUND', 'A case or an invoice of this batch is not there; nothing was done.', {
      faults: [{ pointer: '/actions/0/data/caseId', code: 'NOT_FOUND', message: 'there is no such case' }],
    }),
  ),
  422: described(
    'An invoice of the batch does not wait for approval, or the Idempotency-Key was used before with another body.',
    new AppError('RULE', 'An invoice of this batch does not wait for approval; nothing was done.', {
      faults: [
        {
          pointer: '/actions/0/data/invoiceNumber',
          code: 'NOT_WAITING',
          message: 'is INVOICED; only an invoice that is MANUAL or DUPLICATE waits for approval',
        },
      ],
    }),
  ),
}

const RENEWED = {
  409: described(
    'The token was renewed before, and the new token is in use.',
    new AppError('CONFLICT', 'This token was renewed before, and the new token is in use. Use the new token.'),
  ),
}

const ERASED = described(
  'The personal data of the debtor was erased.',
  new AppError('GONE', 'The personal data of this debtor was erased on 2036-01-02: its stored data no longer exists.'),
)

const NO_DEBTOR = missing(
  'There is no such debtor of this client.',
  'There is no debtor 019a4c3e-0000-7000-8000-000000000031.',
)

const NO_CLIENT = missing('The partner has no such client.', 'You have no client 100001.')
const NO_INVOICE = missing('There is no such invoice of this client.', 'There is no invoice with number 251601000.')
const NO_CASE = missing('There is no such case of this client.', 'There is no case 5000001.')
const NO_SETTLEMENT = missing('There is no such settlement of this client.', 'There is no settlement 202603030001.')
const NO_SANDBOX = described(
  'This is no sandbox.',
  new AppError(
    'RULE',
    'This is production: it uses the clock of the machine, which cannot be moved. Only the clock of a sandbox can be moved.',
  ),
)

/** Errors of each operation besides those of all operations, by operationId. */
export const OWN: Record<string, Record<number, Described>> = {
  listLetters: { 404: NO_CASE, 410: ERASED },
  getLetterDocument: {
    404: missing('There is no such letter of this client.', 'There is no letter 019a4c3e-0000-7000-8000-000000000021.'),
    410: ERASED,
  },
  listActions: { 404: NO_CASE },
  getAction: {
    404: missing('There is no such action of this client.', 'There is no action 019a4c3e-0000-7000-8000-000000000011.'),
  },
  getInvoice: { 404: NO_INVOICE },
  getApproval: {
    404: missing('There is no such approval.', 'There is no approval 019a4c3e-0000-7000-8000-000000000001.'),
  },
  getSettlement: { 404: NO_SETTLEMENT },
  acknowledgeSettlements: {
    400: described(
      'Malformed or invalid, or one of the settlements was never fetched; none is acknowledged.',
      invalid([
        {
          pointer: '/settlementIds/0',
          code: 'UNKNOWN',
          message: 'is not a settlement that GET /settlements returned to this client',
          received: 202603030001,
        },
      ]),
    ),
  },
  answerQuestion: {
    404: missing(
      'There is no such question to this client.',
      'There is no question 019a4c3e-0000-7000-8000-000000000041.',
    ),
    409: described(
      'The question has another answer already, or was withdrawn.',
      new AppError('CONFLICT', 'This question has another answer already.'),
    ),
  },
  moveSandboxClock: {
    409: described(
      'The clock is moving already.',
      new AppError(
        'CONFLICT',
        'The clock is moving to 2026-06-05T09:00:00.000Z: it is 2026-04-02T21:00:00.120Z after 29 steps. Wait until it has arrived (GET /sandbox/clock), then move it further.',
      ),
    ),
    422: NO_SANDBOX,
  },
  createSandboxPayment: {
    404: NO_INVOICE,
    422: described(
      'This is no sandbox, or the payment cannot be made.',
      new AppError('RULE', 'The balance of case 5000001 is 0: give an amount above 0 to pay anyway.'),
    ),
  },
  getSettlementDocument: {
    404: NO_SETTLEMENT,
    422: described(
      'The settlement has more lines than a PDF holds.',
      new AppError('RULE', 'Settlement 202603030001 has 12000 lines; a PDF holds at most 10000. Take it as CSV.'),
    ),
  },
  createClient: {
    409: described(
      'The partner has a client with this businessCode.',
      new AppError('CONFLICT', 'You already have a client with businessCode 123456-7.', {
        extra: { clientIdentifier: 1 },
      }),
    ),
    422: REUSED_KEY,
  },
  getClient: { 404: NO_CLIENT },
  updateClient: { 404: NO_CLIENT },
  listClientTokens: { 404: NO_CLIENT },
  createClientToken: { 404: NO_CLIENT, 422: REUSED_KEY },
  revokeClientToken: {
    404: missing(
      'The partner has no such client, or the client no such token.',
      'The client 100001 has no live token 019a4c3e-0000-7000-8000-000000000001.',
    ),
  },
  renewToken: RENEWED,
  renewTokenByPost: RENEWED,
  submitInvoice: {
    409: described(
      'The number and type were submitted before with other content, and that invoice has been processed since.',
      new AppError(
        'CONFLICT',
        'INVOICE 251601000 was submitted before with other content and is INVOICED. Nothing of this request was stored; errors lists the fields that differ.',
        {
          faults: [
            {
              pointer: '/invoice/header/dueDate',
              code: 'DIFFERS',
              message: 'was "2025-12-15" before',
              received: '2025-12-31',
            },
          ],
          extra: { invoiceId: '019a4c3e-0000-7000-8000-000000000001', invoiceStatus: 'INVOICED' },
        },
      ),
    ),
    422: REUSED_KEY,
  },
  submitInvoiceBatch: {
    413: described(
      'A line above 12 MiB, a body above 512 MiB, or more than 10 000 lines. If lines were answered before, the last line reports the error instead.',
      new AppError('TOO_LARGE', 'A batch holds at most 10000 invoices; from line 10001 on, nothing was read.'),
    ),
    415: described(
      'The body is not application/x-ndjson.',
      new AppError(
        'UNSUPPORTED_MEDIA_TYPE',
        'The body must be sent as Content-Type: application/x-ndjson, one JSON object a line.',
      ),
    ),
  },
  submitActions: ACTIONS,
  previewActions: ACTIONS,
  getCase: {
    404: NO_CASE,
    422: described(
      'The law packs say nothing about the asked day.',
      new AppError('RULE', 'The claim cannot be computed on 2099-01-01: there is no reference rate on that day.'),
    ),
  },
  getDebtor: { 404: NO_DEBTOR },
  updateDebtor: { 404: NO_DEBTOR, 410: ERASED },
  setDebtorMark: { 404: NO_DEBTOR, 410: ERASED },
  removeDebtorMark: {
    404: missing(
      'There is no such debtor of this client, or it has no such mark.',
      'The debtor 019a4c3e-0000-7000-8000-000000000031 has no mark GUARDIAN.',
    ),
    410: ERASED,
  },
  previewInvoice: {
    409: described(
      'Submitting it would be refused: the number and type were submitted before with other content.',
      new AppError(
        'CONFLICT',
        'INVOICE 251601000 was submitted before with other content and is INVOICED. Submitting this would be refused.',
        { extra: { invoiceId: '019a4c3e-0000-7000-8000-000000000001', invoiceStatus: 'INVOICED' } },
      ),
    ),
  },
  getInvoiceDocument: {
    404: missing(
      'There is no such invoice, or no such file of it.',
      'INVOICE 251601000 has no UBL file: no e-invoice in this format was made.',
    ),
    410: ERASED,
    422: described(
      'The invoice has no document yet.',
      new AppError('RULE', 'INVOICE 251601000 is ERROR: it gets a document when the evaluation has accepted it.'),
    ),
  },
  getLogo: {
    404: described(
      'There is no logo.',
      new AppError('NOT_FOUND', 'There is no logo. Set one by PUT /client/settings with logo.data.'),
    ),
  },
  updateSettings: {
    409: described(
      'The settings were changed after the version in the request.',
      new AppError(
        'CONFLICT',
        'The change is based on version 2 of the settings, but the present version is 3: read them again, and send the change with that version.',
        {
          extra: { version: 3 },
        },
      ),
    ),
    422: described(
      'The reference prefix cannot be changed, a number cannot be lowered, or the Idempotency-Key was used before with another body.',
      new AppError('RULE', 'numbering.next is 1001 and cannot go back to 1: two invoices would get the same number.'),
    ),
  },
  submitLedgers: { 409: DIFFERS, 422: REUSED_KEY },
  submitAccountingPayments: { 409: DIFFERS, 422: REUSED_KEY },
  putAccountingConnection: {
    422: described(
      'The system is not available yet, the installation has no simulators, or documents are being sent to the present system.',
      new AppError('RULE', '3 documents are being sent to 2345678-1; change it when they have arrived.'),
    ),
  },
  testAccountingConnection: { 404: NO_CONNECTION },
  consentToAccountingConnection: {
    404: NO_CONNECTION,
    422: described(
      'The connection takes no authorization code.',
      new AppError('RULE', 'This connection to Netvisor takes no authorization code.'),
    ),
  },
  reconcileAccounting: { 404: NO_CONNECTION },
}
