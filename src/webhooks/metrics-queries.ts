/** SQL that counts endpoints for the metrics. */
import type { Queryable } from '../platform/database.ts'

export interface EndpointCounts {
  active: number
  /** Active, and its last request did not arrive. */
  failing: number
  paused: number
  disabled: number
}

/** Counts the endpoints of clients and partners. */
export async function countEndpointStates(db: Queryable): Promise<EndpointCounts> {
  const { rows } = await db.query<EndpointCounts>({
    name: 'webhook-states',
    text: `select count(*) filter (where state = 'ACTIVE' and failing_since is null) as active,
                  count(*) filter (where state = 'ACTIVE' and failing_since is not null) as failing,
                  count(*) filter (where state = 'PAUSED') as paused,
                  count(*) filter (where state = 'DISABLED') as disabled
           from webhook_endpoint`,
    values: [],
  })
  return rows[0] ?? { active: 0, failing: 0, paused: 0, disabled: 0 }
}
