/** The door of Procountor: who may enter, how many requests, which parameters, and the words of each refusal. */
import type { FaultOrder } from '../kit/faults.ts'
import { type Answer, type Call, createGuard as guardOf, type Serve as AnyServe } from '../kit/guard.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { complain, complainAll } from './answers.ts'
import type { Books } from './books.ts'
import { complaintsAbout, type Resource } from './parameters.ts'
import type { Company } from './records.ts'
import type { Tokens } from './tokens.ts'

export type Handler = (call: Call<Company>) => Answer
export type Serve = AnyServe<Company, Resource>

export function createGuard(kit: SimulatorKit, books: Books, tokens: Tokens): Serve {
  const isTooMany = createRateLimit(() => kit.now())
  return guardOf<Company, Resource>(kit, {
    enter({ headers }) {
      const id = tokens.companyOf(headers.authorization)
      return id === undefined ? complain(401, 'Access token is missing, unknown or expired') : books.company(id)
    },
    tooMany: (company) =>
      isTooMany(company) ? { ...complain(429, 'Too many requests'), headers: { 'retry-after': '1' } } : undefined,
    expire({ headers }) {
      tokens.revoke(headers.authorization)
      return complain(401, 'Access token has expired')
    },
    inOwnWords,
    wrongQuery(parameters, query) {
      const complaints = complaintsAbout(parameters, query)
      return complaints.length > 0 ? complainAll(400, complaints) : undefined
    },
  })
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return complain(503, 'Procountor is closed for maintenance')
  if (fault !== 'REFUSE') return undefined
  return code === 'FORBIDDEN' ? complain(403, text ?? 'Insufficient rights') : complain(400, text ?? 'Refused', code)
}

function createRateLimit(now: () => Date): (company: Company) => boolean {
  const seconds = new Map<string, { second: number; count: number }>()
  return (company) => {
    const max = company.settings.requestsPerSecond
    if (max === undefined) return false
    const second = Math.floor(now().getTime() / 1_000)
    const used = seconds.get(company.id)
    const count = used?.second === second ? used.count + 1 : 1
    seconds.set(company.id, { second, count })
    return count > max
  }
}
