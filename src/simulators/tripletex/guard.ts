/** The door of Tripletex: who may enter, how many calls, which parameters, and the words of each refusal. */
import type { FaultOrder } from '../kit/faults.ts'
import { type Answer, type Call as AnyCall, createGuard as guardOf, type Serve as AnyServe } from '../kit/guard.ts'
import type { SimulatorKit } from '../kit/simulator.ts'
import { CODE, complain, invalid } from './answers.ts'
import type { Books, Company } from './books.ts'
import { type Tokens, unauthorized } from './tokens.ts'

const PERIOD_MS = 10_000

export type Call = AnyCall<Company>
export type Serve = AnyServe<Company>

export function createGuard(kit: SimulatorKit, books: Books, tokens: Tokens): Serve {
  const limits = createLimits(() => kit.now().getTime())
  const serve = guardOf<Company, readonly string[]>(kit, {
    enter({ headers }) {
      const id = tokens.companyOf(headers.authorization)
      return id === undefined ? unauthorized() : books.company(id)
    },
    tooMany(company) {
      if (limits.take(company)) return undefined
      return { ...complain(429, CODE.ANY, 'Too many requests'), headers: limits.headers(company) }
    },
    expire({ headers }) {
      tokens.revoke(headers.authorization)
      return unauthorized()
    },
    inOwnWords,
    wrongQuery(parameters, query) {
      const unknown = Object.keys(query).find((name) => !parameters.includes(name))
      return unknown === undefined ? undefined : complain(422, CODE.PARAMETER, 'Ukjent parameter.', unknown)
    },
  })
  return (write, parameters, handler) =>
    serve(write, parameters, async (call) => ({ ...(await handler(call)), headers: limits.headers(call.company) }))
}

function inOwnWords({ fault, code, text }: FaultOrder): Answer | undefined {
  if (fault === 'MAINTENANCE') return complain(503, CODE.ANY, 'Tripletex er under vedlikehold')
  if (fault !== 'REFUSE') return undefined
  if (code === 'FORBIDDEN') return complain(403, CODE.SECURITY, text ?? 'You do not have permission')
  return invalid(code ?? '', text ?? 'Refused')
}

/** Calls in periods of ten seconds, as headers tell them. */
function createLimits(now: () => number) {
  const periods = new Map<string, { endsAt: number; used: number }>()
  const periodOf = ({ id }: Company) => {
    const known = periods.get(id)
    if (known !== undefined && now() < known.endsAt) return known
    const begun = { endsAt: now() + PERIOD_MS, used: 0 }
    periods.set(id, begun)
    return begun
  }
  return {
    /** Counts a call. @returns whether it is within the limit */
    take(company: Company): boolean {
      const max = company.settings.callsPer10Seconds
      if (max === undefined) return true
      const period = periodOf(company)
      period.used += 1
      return period.used <= max
    },
    headers(company: Company): Record<string, string> {
      const max = company.settings.callsPer10Seconds
      if (max === undefined) return {}
      const { endsAt, used } = periodOf(company)
      return {
        'x-rate-limit-limit': String(max),
        'x-rate-limit-remaining': String(Math.max(0, max - used)),
        'x-rate-limit-reset': String(Math.ceil((endsAt - now()) / 1_000)),
      }
    },
  }
}
