import type { ClientId } from '@saatava/core/ids.ts'
import { listDebtors } from '../case-api/debtors/list-debtors.ts'
import { searchedPersons } from '../debtors/identities.ts'
import type { DebtorKey } from '../debtors/debtor.ts'
import { selectByName, selectByPerson, selectDebtors } from '../debtors/list-queries.ts'
import { nameKeyOf } from '../debtors/name-keys.ts'
import { clientCtx } from '../platform/context.ts'
import { type Hit, type Scope, HITS_MAX } from './hit.ts'

/** Debtors by their whole national or business id, by the client's number for them, or by the beginning of a word of the name. */
export async function findPersons(scope: Scope, text: string): Promise<Hit[]> {
  const { within, can } = scope
  if (within === null) return can('person.read') ? ofAllClients(scope, text) : []
  return can('debtor.read') ? ofClient(scope, within, text) : []
}

async function ofAllClients({ ctx }: Scope, text: string): Promise<Hit[]> {
  const { platform } = ctx
  const db = platform.pool
  const nameKey = nameKeyOf(text)
  const byId = /\d/.test(text) ? await selectByPerson(db, await searchedPersons(platform, db, text), HITS_MAX) : []
  const byName = nameKey === '' ? [] : await selectByName(db, nameKey, HITS_MAX)
  return [...(await named(ctx, byId, 'national or business id')), ...(await named(ctx, byName, 'name'))]
}

async function named(ctx: Scope['ctx'], keys: readonly DebtorKey[], by: string): Promise<Hit[]> {
  const byClient = Map.groupBy(keys.slice(0, HITS_MAX), ({ clientId }) => clientId)
  const hits: Hit[] = []
  for (const [clientId, debtors] of byClient) {
    const ids = debtors.map(({ debtorId }) => debtorId)
    for (const { debtorId, name } of await selectDebtors(ctx.platform.pool, clientId, ids))
      hits.push({ kind: 'debtor', clientId, id: debtorId, person: name, title: '', by })
  }
  return hits
}

async function ofClient({ ctx }: Scope, clientId: ClientId, text: string): Promise<Hit[]> {
  const hits: Hit[] = []
  const queries = [
    ...(/\d/.test(text) ? [{ nationalId: text }, { businessCode: text }, { customerNumber: text }] : []),
    { name: text },
  ]
  for (const query of queries) {
    const { body } = await listDebtors(clientCtx(ctx, clientId), { ...query, limit: HITS_MAX })
    const { debtors } = body as { debtors: { debtorId: string; name: string }[] }
    const by = 'name' in query ? 'name' : 'customerNumber' in query ? 'customer number' : 'national or business id'
    hits.push(
      ...debtors.map(
        ({ debtorId, name }): Hit => ({ kind: 'debtor', clientId, id: debtorId, person: name, title: '', by }),
      ),
    )
  }
  return hits
}
