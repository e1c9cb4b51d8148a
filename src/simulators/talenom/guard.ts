/** The door of Talenom: the gateway looks at the subscription key, the API at the token and the organisation. */
import type { FastifyRequest } from 'fastify'
import { deriveSimulatorKeys, organisationOf } from '../../connectors/talenom/sandbox-keys.ts'
import type { FaultOrder } from '../kit/faults.ts'
import {
  type Answer,
  type Call as AnyCall,
  createCallLimit,
  createGuard as guardOf,
  type Serve as AnyServe,
} from '../kit/guard.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { complain, gateway } from './answers.ts'
import type { Books, Company } from './books.ts'
import type { Tokens } from './tokens.ts'

const WINDOW_MS = 60_000
const RETRY_AFTER_S = '5'
const STRANGER: Answer = { code: 401, body: undefined }

export type Call = AnyCall<Company>
export type Serve = AnyServe<Company>

export function createGuard(kit: SimulatorKit, books: Books, tokens: Tokens): Serve {
  const isTooMany = createCallLimit(() => kit.now().getTime(), WINDOW_MS)
  return guardOf<Company, readonly string[]>(kit, {
    enter: (request) => enter(request, books, tokens),
    tooMany: ({ id, settings }) =>
      isTooMany(id, settings.callsPerMinute)
        ? gateway(429, `Rate limit is exceeded. Try again in ${RETRY_AFTER_S} seconds.`, {
            'retry-after': RETRY_AFTER_S,
          })
        : undefined,
    expire({ headers }) {
      tokens.revoke(headers.authorization)
      return STRANGER
    },
    inOwnWords,
    wrongQuery(parameters, query) {
      const unknown = Object.keys(query).find((name) => !parameters.includes(name))
      return unknown === undefined ? undefined : complain(`Unknown query parameter ${unknown}.`)
    },
  })
}

function enter({ headers, params }: FastifyRequest, books: Books, tokens: Tokens): Company | Answer {
  const key = headers['ocp-apim-subscription-key']
  if (key === undefined) {
    return gateway(
      401,
      'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
    )
  }
  const customer = tokens.companyOf(headers.authorization)
  // The key belongs to a software, the token to its client; here one client has one key.
  if (customer === undefined) return STRANGER
  if (key !== deriveSimulatorKeys(customer).subscriptionKey) {
    return gateway(
      401,
      'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
    )
  }
  const { organisation } = params as { organisation?: string }
  if (organisation !== organisationOf(customer)) return { code: 403, body: undefined }
  return books.company(customer)
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return { code: 503, body: undefined }
  if (fault !== 'REFUSE') return undefined
  return code === 'FORBIDDEN' ? { code: 403, body: undefined } : complain(text ?? 'Refused', code)
}
