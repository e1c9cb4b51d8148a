import { timeZoneOf } from '@saatava/core/dates.ts'
import type { ClientId } from '@saatava/core/ids.ts'

/** The time zone of the agency: its day decides ages, weeks and months. */
export const REPORT_ZONE = timeZoneOf('FI')

export interface Asked {
  /** Undefined: all clients. */
  clientId: ClientId | undefined
}
