import type { ClientId } from '@saatava/core/ids.ts'
import type { RoleName } from './roles.ts'

/** A role that somebody has, and where it reaches. */
export interface Grant {
  role: RoleName
  /** 0: the agency. */
  clientId: ClientId
}
