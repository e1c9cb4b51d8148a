/**
 * Query parameters of each resource, as the vendor's help pages list them (accountingledger.nv, salespaymentlist.nv) and
 * the parameter types of rantalainen/netvisor-api-client. Names are taken in any case: that client sends beginDate where
 * the help page has begindate. A name that is not listed is refused, so that a filter that does nothing shows.
 */
import { invalid } from './refusal.ts'

export type Query = Record<string, string | undefined>

const LEDGER = [
  'startdate',
  'enddate',
  'accountnumberstart',
  'accountnumberend',
  'changedsince',
  'lastmodifiedstart',
  'lastmodifiedend',
  'showgenerator',
  'voucherstatus',
  'netvisorkey',
  'netvisorkeylist',
  'vouchertype',
  'includetransactionhistory',
  'includeattachmentsmetadata',
  'includetransactionallocations',
]
const PAYMENTS = [
  'abovenetvisorkey',
  'begindate',
  'enddate',
  'searchbyname',
  'limitlinkedpayments',
  'limitbytype',
  'lastmodifiedstart',
  'lastmodifiedend',
  'invoicenetvisorkey',
  'invoicenumber',
  'replyoption',
]

const PARAMETERS: Record<string, readonly string[]> = {
  'accountingledger.nv': LEDGER,
  'salespaymentlist.nv': PAYMENTS,
  'accounting.nv': ['useonlyexistingdimensions'],
}

/** Values of some parameters; the others are read where they are used. */
const VALUES: Record<string, readonly string[]> = {
  voucherstatus: ['1', '2', '3'],
  showgenerator: ['0', '1'],
  includetransactionhistory: ['0', '1'],
  includeattachmentsmetadata: ['0', '1'],
  includetransactionallocations: ['0', '1'],
  limitlinkedpayments: ['0', '1'],
  limitbytype: ['onlycreditloss', 'excludecreditloss'],
  replyoption: ['1', '2', '3'],
  useonlyexistingdimensions: ['0', '1'],
}

/** @param given as Fastify reads it: a name that is there twice has a list. Throws INVALID_DATA. */
export function parametersOf(resource: string, given: Record<string, string | string[] | undefined>): Query {
  const known = PARAMETERS[resource] ?? []
  const query: Query = {}
  for (const [written, value] of Object.entries(given)) {
    const name = written.toLowerCase()
    if (!known.includes(name)) throw invalid(`${resource} has no parameter ${written}`)
    if (Array.isArray(value) || query[name] !== undefined) throw invalid(`The parameter ${written} is there twice`)
    // An empty parameter says nothing.
    if (value === undefined || value === '') continue
    if (VALUES[name]?.includes(value) === false) {
      throw invalid(`${name} must be one of ${VALUES[name].join(', ')}, not ${value}`)
    }
    query[name] = value
  }
  return query
}
