import type { Queryable, Tx } from '../../platform/database.ts'
import type { Policy } from '../policy.ts'

/** @returns the new version */
export async function insertPolicy(tx: Tx, policy: Omit<Policy, 'version'>, by: string, at: Date): Promise<number> {
  const { rows } = await tx.query<{ version: number }>({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
           select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7 from policy where policy_id = $1 returning version`,
    values: [policy.policyId, policy.country, policy.debtorType, policy.name, JSON.stringify(policy.steps), at, by],
  })
  return rows[0]?.version ?? 0
}

/** Ready-made ones that are not there yet, in their first version. */
export async function insertMissingPolicies(
  db: Queryable,
  policies: readonly Policy[],
  by: string,
  at: Date,
): Promise<number> {
  const { rowCount } = await db.query({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, created_at, created_by)
           select policy_id, 1, country, debtor_type, name, steps::json, $6, $7
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as p (policy_id, country, debtor_type, name, steps)
           on conflict do nothing`,
    values: [
      policies.map((policy) => policy.policyId),
      policies.map((policy) => policy.country),
      policies.map((policy) => policy.debtorType),
      policies.map((policy) => policy.name),
      policies.map((policy) => JSON.stringify(policy.steps)),
      at,
      by,
    ],
  })
  return rowCount ?? 0
}

/** The newest version of each policy. */
export async function listPolicyRows(db: Queryable, limit: number): Promise<Policy[]> {
  const { rows } = await db.query<Policy>({
    text: `select distinct on (policy_id) policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps
           from policy order by policy_id, version desc limit $1`,
    values: [limit],
  })
  return rows
}
