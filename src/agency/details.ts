import type { AgencyConfig } from '../config/config.ts'

/** The collecting agency, as debtors read it. */
export type AgencyDetails = AgencyConfig

export interface StoredDetails extends AgencyDetails {
  /** 1 is the first; 0: nothing is stored. */
  version: number
  setBy: string | null
  setAt: Date | null
}

/** The agency before anybody has set its details. */
export const NO_DETAILS: StoredDetails = {
  name: 'Saatava',
  address: undefined,
  businessId: undefined,
  email: undefined,
  phone: undefined,
  hours: undefined,
  web: undefined,
  version: 0,
  setBy: null,
  setAt: null,
}
