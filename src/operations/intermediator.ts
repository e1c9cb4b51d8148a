/** The operator through which this deployment sends and receives e-invoices. */
export interface Intermediator {
  /** Its OVT or BIC. */
  id: string | null
  name: string | null
}

/** Where a deployment has none, only clients that name their own can send e-invoices. */
export const NO_INTERMEDIATOR: Intermediator = { id: null, name: null }
