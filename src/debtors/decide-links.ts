/**
 * Decides whose debtor a buyer is (decision 0033); nothing is read or written here. The national or business id decides
 * first. A buyer without an id is the debtor that has its customer number, where one debtor alone has it. A debtor
 * without an id takes the id that comes with its customer number. Everybody else is a new debtor.
 */
import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Identities, IdentityKind } from './identities.ts'

export interface KnownIdentity {
  clientId: ClientId
  identity: Buffer
  debtorId: DebtorId
  /** Whether the debtor has a national or business id. */
  hasId: boolean
}

export interface NewIdentity {
  clientId: ClientId
  identity: Buffer
  debtorId: DebtorId
  kind: IdentityKind
  isFirst: boolean
}

export interface Links {
  /** In the order of the buyers. */
  debtorIds: DebtorId[]
  created: Set<DebtorId>
  identities: NewIdentity[]
}

type Recognised = Identities & { clientId: ClientId }

export function decideLinks(
  buyers: readonly Recognised[],
  known: readonly KnownIdentity[],
  newId: () => DebtorId,
): Links {
  const bearers = new Map<string, Set<DebtorId>>()
  const hasId = new Set(known.filter((one) => one.hasId).map(({ debtorId }) => debtorId))
  for (const { clientId, identity, debtorId } of known) add(bearers, nameOf(clientId, identity), debtorId)
  const created = new Set<DebtorId>()
  const identities: NewIdentity[] = []
  const debtorIds = buyers.map((buyer) => {
    const { clientId, id, number } = buyer
    const found = recognise(buyer, bearers, hasId)
    const debtorId = found ?? newId()
    if (found === undefined) created.add(debtorId)
    if (id !== undefined) hasId.add(debtorId)
    for (const one of [id, number]) {
      if (one === undefined) continue
      const { kind, identity } = one
      const name = nameOf(clientId, identity)
      const isFirst = !bearers.has(name)
      if (add(bearers, name, debtorId)) identities.push({ clientId, identity, debtorId, kind, isFirst })
    }
    return debtorId
  })
  return { debtorIds, created, identities }
}

function recognise(
  { clientId, id, number }: Recognised,
  bearers: ReadonlyMap<string, ReadonlySet<DebtorId>>,
  hasId: ReadonlySet<DebtorId>,
): DebtorId | undefined {
  const only = (identity: Buffer): DebtorId | undefined => {
    const found = bearers.get(nameOf(clientId, identity))
    return found?.size === 1 ? [...found][0] : undefined
  }
  const byId = id && only(id.identity)
  if (byId !== undefined) return byId
  const byNumber = number && only(number.identity)
  if (byNumber === undefined) return undefined
  return id !== undefined && hasId.has(byNumber) ? undefined : byNumber
}

/** @returns whether it was not there before */
function add(bearers: Map<string, Set<DebtorId>>, name: string, debtorId: DebtorId): boolean {
  const set = bearers.get(name) ?? new Set()
  if (set.has(debtorId)) return false
  bearers.set(name, set.add(debtorId))
  return true
}

function nameOf(clientId: ClientId, identity: Buffer): string {
  return `${clientId} ${identity.toString('hex')}`
}
