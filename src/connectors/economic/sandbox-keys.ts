/** Credentials of simulated companies: a pure function of the name, so that nobody has to register anywhere. */
import { createHash } from 'node:crypto'

/** The simulated company of one client's company; no two clients share one. */
export function simulatedCustomer(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

const SIMULATED_CUSTOMER = /^sim-\d{1,15}-.{1,64}$/

export interface SimulatorKeys {
  appSecretToken: string
  agreementGrantToken: string
}

/**
 * The tokens that the simulator expects. A request bears nothing but its tokens, so the grant names the company.
 * @param grant how many grants were revoked before this one
 */
export function deriveSimulatorKeys(customer: string, grant = 0): SimulatorKeys {
  const digest = (what: string) => createHash('sha256').update(`economic-simulator:${what}:${customer}`).digest('hex')
  const name = Buffer.from(customer).toString('base64url')
  return {
    appSecretToken: digest('app').slice(0, 40),
    agreementGrantToken: `${name}.${digest(`grant ${grant}`).slice(0, 32)}`,
  }
}

/** The simulated company that a grant token names; whether the token is right is another question. */
export function customerOfGrant(agreementGrantToken: string): string | undefined {
  const name = Buffer.from(agreementGrantToken.split('.')[0] ?? '', 'base64url').toString('utf8')
  return SIMULATED_CUSTOMER.test(name) ? name : undefined
}
