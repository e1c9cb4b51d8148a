import type { ClientId } from '@saatava/core/ids.ts'

/** The time zone of the agency: its day decides ages, weeks and months. */
export const REPORT_ZONE = 'Europe/Helsinki'

export interface Asked {
  /** Undefined: all clients. */
  clientId: ClientId | undefined
}
