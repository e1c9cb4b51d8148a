/**
 * The one search: by whatever somebody has at hand. The form of the text decides which kinds of things are searched for, and the
 * grants of the person decide which of these the person may find.
 */
import { type ClientId, UUID } from '@saatava/core/ids.ts'
import { isIban } from '@saatava/core/identifiers.ts'
import type { Grant } from '../permissions/grant.ts'
import type { Ctx } from '../platform/context.ts'
import { may } from '../users/may.ts'
import { findById } from './find-by-id.ts'
import { findByNumber, findByReference } from './find-by-number.ts'
import { findPersons } from './find-persons.ts'
import { type Hit, type Scope, HITS_MAX } from './hit.ts'
import { findByAccount, findByRequest, findClients, findDocuments } from './find-others.ts'

/** A caller of the API may name its request as it likes. */
const REQUEST_ID = /^[\x21-\x7e]{8,200}$/

export const TEXT_CHARACTERS_MAX = 200

/** @param clientId the client whose things are searched for; undefined: all clients, for the agency's people */
export async function search(
  ctx: Ctx,
  { text, clientId, grants }: { text: string; clientId: ClientId | undefined; grants: readonly Grant[] },
): Promise<Hit[]> {
  const scope: Scope = {
    ...{ ctx, within: clientId ?? null },
    can: (permission) => may(grants, permission, clientId ?? 0),
  }
  const parts = findersOf(text.trim()).map((find) => find(scope))
  const seen = new Set<string>()
  return (await Promise.all(parts))
    .flat()
    .filter(({ kind, clientId: client, id, type = '' }) => {
      const name = `${kind} ${client} ${id} ${type}`
      return !seen.has(name) && seen.add(name)
    })
    .slice(0, HITS_MAX)
}

type Find = (scope: Scope) => Promise<Hit[]>

function findersOf(text: string): Find[] {
  const compact = text.replaceAll(/\s/g, '')
  if (compact === '') return []
  if (UUID.test(compact)) return [(scope) => findById(scope, compact), (scope) => findByRequest(scope, compact)]
  if (isIban(compact)) return [(scope) => findByAccount(scope, compact.toUpperCase())]
  const isNumber = /^\d{1,14}$/.test(compact)
  return [
    ...(isNumber ? [(scope: Scope) => findByNumber(scope, Number(compact))] : []),
    ...(/\d/.test(compact) ? [(scope: Scope) => findByReference(scope, compact)] : []),
    (scope) => findPersons(scope, text),
    (scope) => findClients(scope, text),
    (scope) => findDocuments(scope, text),
    ...(REQUEST_ID.test(compact) ? [(scope: Scope) => findByRequest(scope, compact)] : []),
  ]
}
