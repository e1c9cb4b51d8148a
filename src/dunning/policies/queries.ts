import type { Queryable, Tx } from '../../platform/database.ts'
import type { Policy } from '../../claims/policy.ts'

/** @returns the new version */
export async function insertPolicy(tx: Tx, policy: Omit<Policy, 'version'>, by: string, at: Date): Promise<number> {
  const { rows } = await tx.query<{ version: number }>({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, letters, created_at, created_by)
           select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from policy where policy_id = $1 returning version`,
    values: [
      policy.policyId,
      policy.country,
      policy.debtorType,
      policy.name,
      JSON.stringify(policy.steps),
      policy.letters,
      at,
      by,
    ],
  })
  return rows[0]?.version ?? 0
}

/**
 * Ready-made policies that are not there yet, and a new version of those that the product has changed since; one that the
 * agency has put stays.
 */
export async function insertMissingPolicies(
  db: Queryable,
  policies: readonly Policy[],
  by: string,
  at: Date,
): Promise<number> {
  const { rowCount } = await db.query({
    text: `insert into policy (policy_id, version, country, debtor_type, name, steps, letters, created_at, created_by)
           select p.policy_id, coalesce(l.version, 0) + 1, p.country, p.debtor_type, p.name, p.steps::json,
                  array(select jsonb_array_elements_text(p.letters::jsonb)), $7, $8
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                  as p (policy_id, country, debtor_type, name, steps, letters)
           left join lateral (select version, steps, letters, created_by from policy o
                              where o.policy_id = p.policy_id order by version desc limit 1) l on true
           where l.version is null or l.created_by = $8 and
                 (l.steps::jsonb <> p.steps::jsonb or to_jsonb(l.letters) <> p.letters::jsonb)
           on conflict do nothing`,
    values: [
      policies.map((policy) => policy.policyId),
      policies.map((policy) => policy.country),
      policies.map((policy) => policy.debtorType),
      policies.map((policy) => policy.name),
      policies.map((policy) => JSON.stringify(policy.steps)),
      policies.map((policy) => JSON.stringify(policy.letters)),
      at,
      by,
    ],
  })
  return rowCount ?? 0
}

/** The newest version of each policy. */
export async function listPolicyRows(db: Queryable, limit: number): Promise<Policy[]> {
  const { rows } = await db.query<Policy>({
    text: `select distinct on (policy_id) policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps, letters
           from policy order by policy_id, version desc limit $1`,
    values: [limit],
  })
  return rows
}
