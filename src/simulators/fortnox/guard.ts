/** The door of Fortnox: who may enter, how many calls, which parameters, and the words of each refusal. */
import type { FaultOrder } from '../kit/faults.ts'
import {
  type Answer,
  type Call as AnyCall,
  createCallLimit,
  createGuard as guardOf,
  type Serve as AnyServe,
} from '../kit/guard.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { CODE, complain } from './answers.ts'
import type { Books, Company } from './books.ts'
import type { Tokens } from './tokens.ts'

const WINDOW_MS = 5_000
const UNAUTHORIZED: Answer = { code: 401, body: { message: 'unauthorized' } }

export type Call = AnyCall<Company>
export type Serve = AnyServe<Company>

export function createGuard(kit: SimulatorKit, books: Books, tokens: Tokens): Serve {
  const isTooMany = createCallLimit(() => kit.now().getTime(), WINDOW_MS)
  return guardOf<Company, readonly string[]>(kit, {
    enter({ headers }) {
      const id = tokens.companyOf(headers.authorization)
      return id === undefined ? UNAUTHORIZED : books.company(id)
    },
    tooMany: ({ id, settings }) =>
      isTooMany(id, settings.callsPer5Seconds) ? { code: 429, body: { message: 'Rate limit exceeded' } } : undefined,
    expire({ headers }) {
      tokens.revoke(headers.authorization)
      return UNAUTHORIZED
    },
    inOwnWords,
    wrongQuery(parameters, query) {
      const unknown = Object.keys(query).find((name) => !parameters.includes(name))
      return unknown === undefined ? undefined : complain(`Ogiltig parameter i anropet. (${unknown})`, CODE.PARAMETER)
    },
  })
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return complain('System exception', CODE.SYSTEM, 503)
  if (fault !== 'REFUSE') return undefined
  if (code === 'FORBIDDEN') return complain(text ?? 'Har inte behörighet för scope.', CODE.SCOPE, 403)
  return complain(text ?? 'Refused', Number(code) || CODE.OTHER)
}
