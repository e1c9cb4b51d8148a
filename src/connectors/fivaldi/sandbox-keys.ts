/** Credentials of simulated companies: a pure function of the name, so that nobody has to register anywhere. */
import { createHash } from 'node:crypto'

/** The simulated company of one client's company; no two clients share one. Each has a partner of its name. */
export function simulatedCustomer(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

const SIMULATED_CUSTOMER = /^sim-\d{1,15}-(.{1,64})$/

/** A partner's id stands in a header, which holds ASCII alone. */
export function deriveSimulatorKeys(customer: string): { partnerId: string; partnerSecret: string } {
  return {
    partnerId: encodeURIComponent(customer),
    partnerSecret: digestOf('secret', customer).slice(0, 40),
  }
}

/** The simulated company that a partner's id names, with the business id by which it is looked up. */
export function customerOfPartner(partnerId: string): { customer: string; businessId: string } | undefined {
  let customer: string
  try {
    customer = decodeURIComponent(partnerId)
  } catch {
    return undefined
  }
  const businessId = SIMULATED_CUSTOMER.exec(customer)?.[1]
  return businessId === undefined ? undefined : { customer, businessId }
}

/** Fivaldi's id of a simulated company. */
export function simulatedCuid(customer: string): string {
  return `C${digestOf('cuid', customer).slice(0, 12)}`
}

function digestOf(what: string, customer: string): string {
  return createHash('sha256').update(`fivaldi-simulator:${what}:${customer}`).digest('hex')
}
