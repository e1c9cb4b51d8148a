/** Credentials of simulated companies: a pure function of the name, so that nobody has to register anywhere. */
import { createHash } from 'node:crypto'

/** The simulated company of one client's company; no two clients share one. It is the client_id as well. */
export function simulatedCustomer(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

export const SIMULATED_CUSTOMER = /^sim-\d{1,15}-.{1,64}$/

/** The client secret and the tenant id that the simulator expects of a simulated company. */
export function deriveSimulatorKeys(customer: string): { clientSecret: string; tenantId: string } {
  const digest = (what: string) => createHash('sha256').update(`fortnox-simulator:${what}:${customer}`).digest()
  return {
    clientSecret: digest('secret').toString('hex').slice(0, 40),
    tenantId: String(digest('tenant').readUInt32BE(0)),
  }
}
