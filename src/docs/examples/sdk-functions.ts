/** The functions of saatava-client that the guides use, by operation. The tests of the examples run each of them. */
import type { Request } from './request.ts'

export interface SdkFunction {
  /** With its area: invoices.submit */
  function: string
  kind: 'call' | 'list' | 'file'
  /** The parts of the path and the query. */
  input: Record<string, string | number | boolean>
}

const FUNCTIONS: Record<string, [name: string, kind?: SdkFunction['kind']]> = {
  'POST /client': ['clients.create'],
  'GET /client/settings': ['settings.get'],
  'PUT /client/settings': ['settings.put'],
  'GET /operations/finvoice-credentials': ['operations.finvoiceCredentials'],
  'PUT /accounting/connection': ['connections.put'],
  'POST /accounting/connection/test': ['connections.test'],
  'POST /accounting/ledger': ['accounting.submitLedgers'],
  'GET /accounting/ledger': ['accounting.ledgers', 'list'],
  'POST /accounting/payment': ['accounting.submitPayments'],
  'POST /invoice': ['invoices.submit'],
  'GET /invoice/{number}': ['invoices.get'],
  'GET /invoice/{number}/document': ['invoices.document', 'file'],
  'GET /invoices': ['invoices.list', 'list'],
  'GET /invoice/distribution': ['distributions.list', 'list'],
  'GET /v2/invoice/distribution': ['distributions.changes', 'list'],
  'POST /invoice/action/preview': ['actions.preview'],
  'GET /invoice/case': ['cases.get'],
  'GET /cases': ['cases.list', 'list'],
  'GET /debtors': ['debtors.list', 'list'],
  'GET /payments': ['payments.list', 'list'],
  'GET /settlements': ['settlements.list', 'list'],
  'GET /events': ['events.list', 'list'],
  'POST /sandbox/clock': ['sandbox.moveClock'],
  'POST /sandbox/payment': ['sandbox.pay'],
}

/** Parameters whose values are numbers. */
const NUMBERS = new Set(['number', 'invoiceNumber', 'caseId', 'limit'])

/** Returns undefined where the package has no function: the simulators. @throws Error where the table lacks one */
export function sdkFunctionOf({ method, path }: Pick<Request, 'method' | 'path'>): SdkFunction | undefined {
  const [address = '', query = ''] = path.split('?')
  if (!address.startsWith('/api/')) return undefined
  const short = address.replace('/api/v1/partner', '').replace('/api/v2/partner', '/v2')
  const [, number] = /^\/invoice\/(\d+)(?:\/|$)/.exec(short) ?? []
  const operation = `${method} ${number === undefined ? short : short.replace(number, '{number}')}`
  const found = FUNCTIONS[operation]
  if (found === undefined) throw new Error(`no function for ${operation}`)
  const [name, kind = 'call'] = found
  const parameters = [...(number === undefined ? [] : [['number', number] as const]), ...new URLSearchParams(query)]
  return {
    function: name,
    kind,
    input: Object.fromEntries(parameters.map(([key, value]) => [key, valueOf(key, value)])),
  }
}

function valueOf(name: string, value: string): string | number | boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  return NUMBERS.has(name) ? Number(value) : value
}
