import { bulk } from '../../platform/bulk.ts'
import type { Queryable, Tx } from '../../platform/database.ts'
import { type Policy, type PolicyRow, policyOf } from '../../claims/policy.ts'

/** A policy has fewer versions. */
const VERSIONS_MAX = 1_000

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

const POLICIES = bulk({
  policy_id: 'text',
  country: 'text',
  debtor_type: 'text',
  name: 'text',
  steps: 'json',
  letters: 'text[]',
})

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
           select n.policy_id, coalesce(l.version, 0) + 1, n.country, n.debtor_type, n.name, n.steps,
                  n.letters, $1, $2
           from ${POLICIES.from(3)}
           left join lateral (select version, steps, letters, created_by from policy o
                              where o.policy_id = n.policy_id order by version desc limit 1) l on true
           where l.version is null or l.created_by = $2 and
                 (l.steps::jsonb <> n.steps::jsonb or l.letters <> n.letters)
           on conflict do nothing`,
    values: [at, by, ...POLICIES.values(policies)],
  })
  return rowCount ?? 0
}

/** The newest version of each policy. */
export async function listPolicyRows(db: Queryable, limit: number): Promise<Policy[]> {
  const { rows } = await db.query<PolicyRow>({
    text: `select distinct on (policy_id) policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps, letters
           from policy order by policy_id, version desc limit $1`,
    values: [limit],
  })
  return rows.map(policyOf)
}

export interface StoredPolicy extends Policy {
  createdAt: Date
  createdBy: string
}

/** The versions of a policy, the newest first. */
export async function selectVersions(db: Queryable, policyId: string): Promise<StoredPolicy[]> {
  const { rows } = await db.query<PolicyRow & { createdAt: Date; createdBy: string }>({
    text: `select policy_id as "policyId", version, country, debtor_type as "debtorType", name, steps, letters,
                  created_at as "createdAt", created_by as "createdBy"
           from policy where policy_id = $1 order by version desc limit $2`,
    values: [policyId, VERSIONS_MAX],
  })
  return rows.map((row) => ({ ...policyOf(row), createdAt: row.createdAt, createdBy: row.createdBy }))
}

/**
 * Counts the cases that follow each version of policies and are not closed, by "policyId version". Policies are the agency's, so it
 * counts over its clients. @param max a version is counted no further
 */
export async function countOpenCases(
  db: Queryable,
  policyIds: readonly string[],
  max: number,
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ policyId: string; version: number; openCases: number }>({
    text: `select p.policy_id as "policyId", p.version, n.open_cases as "openCases" from policy p
           cross join lateral (select count(*)::int as open_cases from (
             select from collection_case c
             where c.policy_id = p.policy_id and c.policy_version = p.version and c.status <> 'CLOSED' limit $2) counted) n
           where p.policy_id = any($1::text[])`,
    values: [policyIds, max],
  })
  return new Map(rows.map(({ policyId, version, openCases }) => [`${policyId} ${version}`, openCases]))
}
