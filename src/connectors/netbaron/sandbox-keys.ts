import { createHash } from 'node:crypto'

/** The simulated company of one client's organisation; no two clients share one. */
export function simulatedOrganisation(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

/** The key the simulator expects of an organisation in X-Drop-Key: a hash of its name, so nobody has to register. */
export function dropKeyOf(organisation: string): string {
  return createHash('sha256').update(`netbaron-simulator:${organisation}`).digest('hex').slice(0, 32)
}
