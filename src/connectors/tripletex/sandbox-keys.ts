/** Credentials of simulated companies: a pure function of the name, so that nobody has to register anywhere. */
import { createHash } from 'node:crypto'

/** The simulated company of one client's company; no two clients share one. */
export function simulatedCompany(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

const SIMULATED_COMPANY = /^sim-\d{1,15}-.{1,64}$/

export interface SimulatorKeys {
  consumerToken: string
  employeeToken: string
  refreshToken: string
}

/** The tokens that the simulator expects of a simulated company. Each names its company, as a real one does. */
export function deriveSimulatorKeys(company: string): SimulatorKeys {
  const digest = (what: string) => createHash('sha256').update(`tripletex-simulator:${what}:${company}`).digest('hex')
  const token = (what: string) =>
    Buffer.from(JSON.stringify({ company, token: digest(what).slice(0, 32) })).toString('base64url')
  return {
    consumerToken: digest('consumer').slice(0, 40),
    employeeToken: token('employee'),
    refreshToken: token('refresh'),
  }
}

/** The company that a token of the simulator names; undefined where it names none. */
export function companyOfToken(token: string): string | undefined {
  try {
    const { company } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { company?: unknown }
    return typeof company === 'string' && SIMULATED_COMPANY.test(company) ? company : undefined
  } catch {
    return undefined
  }
}
