import type { ClientId } from '@saatava/core/ids.ts'
import type { Permission } from '../permissions/permissions.ts'
import type { Ctx } from '../platform/context.ts'

/** More are no answer but a list, which the screens of each kind have. */
export const HITS_MAX = 50

/** The things that a person may find. */
export interface Scope {
  ctx: Ctx
  /** Null: all clients. */
  within: ClientId | null
  can(permission: Permission): boolean
}

export type HitKind =
  | 'case'
  | 'invoice'
  | 'debtor'
  | 'money'
  | 'delivery'
  | 'task'
  | 'approval'
  | 'document'
  | 'client'
  | 'audit'

/** One thing that was found. */
export interface Hit {
  kind: HitKind
  /** 0: of the agency. */
  clientId: ClientId
  /** Identifies it among its kind: the number of an invoice or a case, else an id. */
  id: string
  /** The type of an invoice or of a document of accounting. */
  type?: string
  /** The thing that an audited act is about. */
  subject?: string
  /** The name of the debtor or payer that it is about. */
  person?: string
  /** The name of the thing, or its state in words; '' where the person says it all. */
  title: string
  /** The part of it that fits the text. */
  by: string
}
