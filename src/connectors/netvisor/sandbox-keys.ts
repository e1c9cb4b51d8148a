/**
 * The keys of a simulated Netvisor company, derived from its customer id alone, so that the connector and the
 * simulator agree without any registration. Pure: the connector may import this file.
 */
import { createHash } from 'node:crypto'

/** The keys that sign a simulated company's requests. All but `partnerId` are 32 lower-case hex digits. */
export interface SimulatorKeys {
  readonly customerKey: string
  readonly partnerId: string
  readonly partnerKey: string
}

/** The integration partner every simulated company trusts. */
export const SIMULATED_PARTNER = 'saatava-sandbox'

/**
 * The customer id of one client's simulated company.
 *
 * @param clientId the client's number.
 * @param companyIdentifier the business identifier sent as the organisation, e.g. `1234567-8`.
 */
export function simulatedCustomer(clientId: number, companyIdentifier: string): string {
  return `sim-${clientId}-${companyIdentifier}`
}

/**
 * The keys the simulator accepts from a customer.
 *
 * @param customerId as made by `simulatedCustomer`.
 */
export function simulatorKeys(customerId: string): SimulatorKeys {
  return {
    customerKey: derived('customer', customerId),
    partnerId: SIMULATED_PARTNER,
    partnerKey: derived('partner', SIMULATED_PARTNER),
  }
}

function derived(purpose: string, subject: string): string {
  return createHash('sha256').update(`saatava-netvisor-simulator:${purpose}:${subject}`).digest('hex').slice(0, 32)
}
