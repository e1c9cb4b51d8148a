/** Credentials of simulated companies: a pure function of the name, so that nobody has to register anywhere. */
import { createHash } from 'node:crypto'

/** The simulated company of one client's company; no two clients share one. It is the client_id as well. */
export function simulatedCustomer(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

const SIMULATED_CUSTOMER = /^sim-\d{1,15}-(.{1,64})$/

/** The organisation number of a simulated company; undefined where the name is none. */
export function organisationOf(customer: string): string | undefined {
  return SIMULATED_CUSTOMER.exec(customer)?.[1]
}

/** The client secret and the subscription key that the simulator expects of a simulated company. */
export function deriveSimulatorKeys(customer: string): { clientSecret: string; subscriptionKey: string } {
  const digest = (what: string) => createHash('sha256').update(`talenom-simulator:${what}:${customer}`).digest('hex')
  return { clientSecret: digest('secret').slice(0, 40), subscriptionKey: digest('subscription').slice(0, 32) }
}
