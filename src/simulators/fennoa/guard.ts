/** The door of Fennoa: who may enter, how many calls, which parameters, and the words of each refusal. */
import type { FastifyRequest } from 'fastify'
import { deriveSimulatorKey, SIMULATED_CUSTOMER } from '../../connectors/fennoa/sandbox-keys.ts'
import { basicOf } from '../kit/access-tokens.ts'
import type { FaultOrder } from '../kit/faults.ts'
import {
  type Answer,
  type Call as AnyCall,
  createCallLimit,
  createGuard as guardOf,
  type Serve as AnyServe,
} from '../kit/guard.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { complain, STRANGER } from './answers.ts'
import type { Books, Company } from './books.ts'

const WINDOW_MS = 1_000

export type Call = AnyCall<Company>
export type Serve = AnyServe<Company>

export function createGuard(kit: SimulatorKit, books: Books): Serve {
  const isTooMany = createCallLimit(() => kit.now().getTime(), WINDOW_MS)
  return guardOf<Company, readonly string[]>(kit, {
    enter(request) {
      const user = userOf(request)
      return user === undefined ? STRANGER : books.company(user)
    },
    tooMany: ({ id, settings }) =>
      isTooMany(id, settings.callsPerSecond) ? complain('Too Many Requests', 429) : undefined,
    expire: () => STRANGER,
    inOwnWords,
    wrongQuery(parameters, query) {
      const unknown = Object.keys(query).find((name) => !parameters.includes(name))
      return unknown === undefined ? undefined : complain(`Unknown parameter ${unknown}`)
    },
  })
}

function userOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const { id, secret } = basicOf(headers.authorization) ?? { id: '', secret: '' }
  return SIMULATED_CUSTOMER.test(id) && secret === deriveSimulatorKey(id) ? id : undefined
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return complain('Service Unavailable', 503)
  if (fault !== 'REFUSE') return undefined
  if (code === 'FORBIDDEN') return complain([text ?? 'The user does not have permission to add statements'], 401)
  return complain(code === undefined ? [text ?? 'Refused'] : { [code]: [text ?? 'Refused'] })
}
