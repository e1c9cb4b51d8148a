import type { ClientId } from '@saatava/core/ids.ts'
import { bulk } from '../../platform/bulk.ts'
import type { Queryable } from '../../platform/database.ts'
import { clientsWithDue } from '../../platform/partition.ts'

export interface LeaseRow {
  clientId: ClientId
  companyIdentifier: string
  fence: number
}

const RETURNING = 'returning q.client_id as "clientId", q.company_identifier as "companyIdentifier", q.fence'

/**
 * Takes connections that are due. The database's clock decides about leases, never a process's. `skip locked` lets
 * workers pass each other; the probe for work goes through the partial index of open documents, so a connection with a
 * million synced documents costs as little as an empty one.
 */
export async function acquireDue(db: Queryable, owner: string, seconds: number, limit: number): Promise<LeaseRow[]> {
  const look = `select q.client_id ${DUE} order by q.next_attempt_at limit $1`
  const clientIds = await clientsWithDue(db, 'documents', look, [limit])
  if (clientIds.length === 0) return []
  const { rows } = await db.query<LeaseRow>({
    text: `
      with due as (
        select q.client_id, q.company_identifier ${DUE} and q.client_id = any($4::bigint[])
        order by q.next_attempt_at
        limit $3
        for no key update of q skip locked
      )
      update accounting_queue q
      set lease_owner = $1, lease_until = statement_timestamp() + make_interval(secs => $2), fence = q.fence + 1
      from due where q.client_id = due.client_id and q.company_identifier = due.company_identifier
      ${RETURNING}`,
    values: [owner, seconds, limit, clientIds],
  })
  return rows
}

const DUE = `
  from accounting_queue q join accounting_connection c using (client_id, company_identifier)
  where q.state = 'active' and q.next_attempt_at <= statement_timestamp()
    and (q.lease_until is null or q.lease_until < statement_timestamp())
    and (exists (select 1 from accounting_document d
                 where d.client_id = q.client_id and d.company_identifier = q.company_identifier
                   and d.status in ('pending', 'sending', 'delivered', 'unknown'))
         or (c.is_default and exists (select 1 from accounting_document d
                 where d.client_id = q.client_id and d.company_identifier = ''
                   and d.status in ('pending', 'sending', 'delivered', 'unknown'))))`

export async function acquireOne(
  db: Queryable,
  owner: string,
  seconds: number,
  clientId: ClientId,
  companyIdentifier: string,
): Promise<LeaseRow | undefined> {
  const { rows } = await db.query<LeaseRow>({
    text: `update accounting_queue q
           set lease_owner = $1, lease_until = statement_timestamp() + make_interval(secs => $2), fence = q.fence + 1
           where q.client_id = $3 and q.company_identifier = $4 and (q.lease_until is null or q.lease_until < statement_timestamp())
           ${RETURNING}`,
    values: [owner, seconds, clientId, companyIdentifier],
  })
  return rows[0]
}

const LEASES = bulk({ client_id: 'bigint', company_identifier: 'text', fence: 'bigint' })

/** Renews the leases that this worker still holds; a lease that is missing in the answer was lost. Ordered, so that two statements cannot deadlock. */
export async function renewLeases(
  db: Queryable,
  owner: string,
  leases: LeaseRow[],
  seconds: number,
): Promise<LeaseRow[]> {
  const { rows } = await db.query<LeaseRow>({
    text: `
      with mine as (
        select q.client_id, q.company_identifier from accounting_queue q
        join ${LEASES.from(3)}
          on q.client_id = n.client_id and q.company_identifier = n.company_identifier and q.fence = n.fence
        where q.lease_owner = $1 and q.lease_until > statement_timestamp()
        order by 1, 2 for no key update of q
      )
      update accounting_queue q set lease_until = statement_timestamp() + make_interval(secs => $2)
      from mine where q.client_id = mine.client_id and q.company_identifier = mine.company_identifier
      ${RETURNING}`,
    values: [owner, seconds, ...LEASES.values(leases)],
  })
  return rows
}

/** Gives a lease back, if this worker still holds it; nobody looks at the connection for `delayMs`. */
export async function releaseLease(db: Queryable, lease: LeaseRow & { owner: string }, delayMs: number): Promise<void> {
  await db.query({
    text: `update accounting_queue
           set lease_owner = null, lease_until = null,
               next_attempt_at = greatest(next_attempt_at, statement_timestamp() + make_interval(secs => $5::double precision / 1000))
           where client_id = $1 and company_identifier = $2 and lease_owner = $3 and fence = $4`,
    values: [lease.clientId, lease.companyIdentifier, lease.owner, lease.fence, delayMs],
  })
}

/**
 * Somebody waits for this queue: once it is given back, no worker takes it for a second. Without this a worker with a
 * backlog would retake it at once, every time. A longer wait ahead stays as it is.
 */
export async function reserveQueue(db: Queryable, clientId: ClientId, companyIdentifier: string): Promise<void> {
  await db.query({
    text: `update accounting_queue set next_attempt_at = greatest(next_attempt_at, statement_timestamp() + interval '1 second')
           where client_id = $1 and company_identifier = $2`,
    values: [clientId, companyIdentifier],
  })
}
