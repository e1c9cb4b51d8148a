/** Credentials of simulated companies: a pure function of the name, so that nobody has to register anywhere. */
import { createHash } from 'node:crypto'

/** The simulated company of one client's company; no two clients share one. It is the API user as well. */
export function simulatedCustomer(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

export const SIMULATED_CUSTOMER = /^sim-\d{1,15}-.{1,64}$/

/** The API key that the simulator expects of a simulated company. */
export function deriveSimulatorKey(customer: string): string {
  return createHash('sha256').update(`fennoa-simulator:key:${customer}`).digest('hex').slice(0, 40)
}
