/** The chain of the audit: whatever the owner of the tables does to it, with the triggers off, is found. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../../src/audit-entries/audit.ts'
import { words } from '../../src/audit-entries/words.ts'
import { type AuditProof, verifyAudit } from '../../src/audit/verify-audit.ts'
import { withTransaction } from '../../src/platform/database.ts'
import { runCli } from '../support/cli/run.ts'
import { allNumbered } from '../support/feed/all-numbered.ts'
import { type TestClient, type TestService, testService } from '../support/service.ts'

const ENTRIES = 6
let api: TestService
let client: TestClient

before(async () => {
  api = await testService({ role: 'api' })
  client = await api.createClient()
  await write(ENTRIES - 2)
  await allNumbered(api.pool)
})
after(() => api.stop())

async function write(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await withTransaction(api.service.platform.pool, (tx) =>
      audit(api.ctx(), tx, client.clientIdentifier, 'entry.dismissed', `entry:${i}`, {
        ...{ amount: '1.00', currency: 'EUR', reason: words(`reason ${i}`) },
      }),
    )
}

async function proof(clientId = client.clientIdentifier): Promise<AuditProof> {
  const [found] = await verifyAudit(api.ctx(), { clientId })
  assert.ok(found)
  return found
}

/** Lets the owner change rows with the triggers off, proves the audit, and puts the rows back. */
async function tampered(...statements: string[]): Promise<AuditProof> {
  const owner = await api.pool.connect()
  try {
    const saved = ['audit_entry', 'audit_chain', 'audit_head', 'audit_note']
    await owner.query(`set session_replication_role = replica`)
    for (const table of saved) await owner.query(`create temp table saved_${table} as select * from ${table}`)
    for (const statement of statements)
      await owner.query(statement.replaceAll('$client', String(client.clientIdentifier)))
    const found = await proof()
    for (const table of saved.toReversed()) await owner.query(`delete from ${table}`)
    await restore(owner, saved)
    return found
  } finally {
    await owner.query('set session_replication_role = origin')
    owner.release()
  }
}

async function restore(owner: { query(text: string): Promise<unknown> }, saved: string[]): Promise<void> {
  for (const table of saved) {
    const names = `(select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
      from information_schema.columns where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER')`
    const { rows } = (await owner.query(names)) as { rows: { names: string }[] }
    const columns = rows[0]?.names ?? ''
    await owner.query(`insert into ${table} (${columns}) select ${columns} from saved_${table}`)
    await owner.query(`drop table saved_${table}`)
  }
}

test('an audit that nobody touched is proved, for each client and the agency', async () => {
  const proofs = await verifyAudit(api.ctx(), {})
  assert.deepEqual(
    proofs.map(({ clientId, fault }) => [clientId, fault]),
    [
      [0, null],
      [client.clientIdentifier, null],
    ],
  )
  const { entries, waiting, hash } = await proof()
  assert.deepEqual([entries, waiting], [ENTRIES, 0])
  assert.match(hash, /^[0-9a-f]{64}$/)
})

const AT = (number: number) =>
  `any (select unnest(audit_ids) from audit_chain where client_id = $client and number = ${number})`
const OF = 'client_id = $client and'

/** Each deed of the owner, and what the proof finds: its kind and number. */
const DEEDS: [title: string, statements: string[], kind: string, number: number | null][] = [
  ['changes an actor', [`update audit_entry set actor = 'user:x' where ${OF} audit_id = ${AT(3)}`], 'CHANGED', 3],
  [
    'changes a time by a microsecond',
    [`update audit_entry set at = at + interval '1 microsecond' where ${OF} audit_id = ${AT(2)}`],
    'CHANGED',
    2,
  ],
  ['changes details', [`update audit_entry set details = '{}' where ${OF} audit_id = ${AT(4)}`], 'CHANGED', 4],
  [
    'gives an entry an address',
    [`update audit_entry set remote_address = '10.0.0.1' where ${OF} audit_id = ${AT(4)}`],
    'CHANGED',
    4,
  ],
  ['deletes an entry', [`delete from audit_entry where ${OF} audit_id = ${AT(3)}`], 'MISSING', 3],
  [
    'deletes an entry and its place',
    [`delete from audit_entry where ${OF} audit_id = ${AT(3)}`, `delete from audit_chain where ${OF} number = 3`],
    'MISSING',
    3,
  ],
  [
    'deletes an entry and moves the others up',
    [
      `delete from audit_entry where ${OF} audit_id = ${AT(3)}`,
      `delete from audit_chain where ${OF} number = 3`,
      `update audit_chain set number = -number where ${OF} number > 3`.replace('-number', 'number - 1'),
    ],
    'CHANGED',
    3,
  ],
  [
    'deletes the last entries',
    [
      `delete from audit_entry where ${OF} audit_id in (select unnest(audit_ids) from audit_chain where ${OF} number > 4)`,
      `delete from audit_chain where ${OF} number > 4`,
    ],
    'MISSING',
    5,
  ],
  [
    'deletes the last entries and sets the end back',
    [
      `delete from audit_entry where ${OF} audit_id in (select unnest(audit_ids) from audit_chain where ${OF} number > 4)`,
      `delete from audit_chain where ${OF} number > 4`,
      `update audit_head set last_number = 4, last_hash = (select hash from audit_chain where ${OF} number = 4) where client_id = $client`,
    ],
    'CUT',
    4,
  ],
  [
    'deletes everything',
    [
      'delete from audit_entry where client_id = $client',
      'delete from audit_chain where client_id = $client',
      'delete from audit_head where client_id = $client',
    ],
    'CUT',
    0,
  ],
  [
    'puts an entry in',
    [
      `insert into audit_entry (client_id, audit_id, at, actor, request_id, action, subject, details) values ($client, gen_random_uuid(), now(), 'user:x', 'r', 'token.revoked', 'token:1', '{}')`,
    ],
    'INSERTED',
    null,
  ],
  [
    'puts an entry in with a place of its own making',
    [
      `insert into audit_entry (client_id, audit_id, at, actor, request_id, action, subject, details) values ($client, '00000000-0000-7000-8000-000000000001', now(), 'user:x', 'r', 'token.revoked', 'token:1', '{}')`,
      `insert into audit_chain (client_id, audit_ids, number, hash) select $client, '{00000000-0000-7000-8000-000000000001}', 7, sha256('x')`,
    ],
    'CHANGED',
    7,
  ],
  [
    'doubles a place',
    [
      'drop index audit_chain_number',
      `insert into audit_chain (client_id, audit_ids, number, hash) select client_id, array[gen_random_uuid()], number, hash from audit_chain where ${OF} number = 2`,
    ],
    'DOUBLED',
    2,
  ],
  [
    'exchanges two entries',
    [
      `update audit_chain set number = 100 where ${OF} number = 3`,
      `update audit_chain set number = 3 where ${OF} number = 4`,
      `update audit_chain set number = 4 where ${OF} number = 100`,
    ],
    'CHANGED',
    3,
  ],
  [
    'moves an entry to another client',
    [`update audit_entry set client_id = 0 where ${OF} audit_id = ${AT(5)}`],
    'MISSING',
    5,
  ],
  [
    'changes the words of a person',
    [`update audit_note set words = 'another reason' where ${OF} audit_id = ${AT(5)}`],
    'NOTE',
    null,
  ],
]

for (const [title, statements, kind, number] of DEEDS)
  test(`when the owner ${title}, the proof says ${kind}`, async () => {
    const { fault, entries } = await tampered(...statements)
    assert.deepEqual([fault?.kind, fault?.number], [kind, number], JSON.stringify(fault))
    if (number !== null && kind !== 'CUT' && kind !== 'DOUBLED')
      assert.equal(entries, number - 1, 'all before it is proved')
    await api.pool.query(
      'create unique index if not exists audit_chain_number on audit_chain (client_id, number) where number is not null',
    )
    assert.equal((await proof()).fault, null, 'the audit is as it was')
  })

test('entries that wait for their number are counted, and a rollback leaves no gap', async () => {
  const pool = api.service.platform.pool
  await assert.rejects(
    withTransaction(pool, async (tx) => {
      await audit(api.ctx(), tx, client.clientIdentifier, 'token.revoked', 'token:2', {})
      throw new Error('undone')
    }),
  )
  // Entries of one client are written at the same time, and none waits for another.
  const [first, second] = [await api.pool.connect(), await api.pool.connect()]
  try {
    for (const tx of [first, second]) {
      await tx.query('begin')
      await audit(api.ctx(), tx, client.clientIdentifier, 'token.revoked', 'token:3', {})
    }
    await second.query('commit')
    await allNumbered(api.pool)
    await first.query('commit')
  } finally {
    first.release()
    second.release()
  }
  await allNumbered(api.pool)
  const { entries, fault } = await proof()
  assert.deepEqual([entries, fault], [ENTRIES + 2, null])
})

test('entries of one statement are one link: a change and a deletion within it are found', async () => {
  const link = '00000000-0000-7000-9000-00000000000'
  await api.pool.query(
    `insert into audit_entry (client_id, audit_id, at, actor, request_id, action, subject, details)
     select $1, ('${link}' || n)::uuid, now(), 'system:test', 'r', 'token.revoked', 'token:' || n, '{}' from generate_series(1, 3) n`,
    [client.clientIdentifier],
  )
  await allNumbered(api.pool)
  const before = await proof()
  assert.equal(before.fault, null)
  const changed = await tampered(`update audit_entry set actor = 'user:x' where audit_id = '${link}2'`)
  assert.deepEqual([changed.fault?.kind, changed.entries], ['CHANGED', before.entries - 3])
  assert.match(changed.fault?.says ?? '', /^one of 3 entries that were written together/)
  const gone = await tampered(`delete from audit_entry where audit_id = '${link}2'`)
  assert.deepEqual([gone.fault?.kind, gone.fault?.auditId], ['MISSING', `${link}2`])
})

test('the command proves it, and ends with 1 and the first fault where it cannot', async () => {
  const settings = { DATABASE_URL: api.databaseUrl, DATA_DIR: api.config.dataDir }
  const good = await runCli(['audit', 'verify', '--client', String(client.clientIdentifier), '--json'], settings)
  assert.equal(good.code, 0, good.stderr)
  assert.equal((JSON.parse(good.stdout) as { audits: { entries: number }[] }).audits[0]?.entries, ENTRIES + 5)
  const owner = await api.pool.connect()
  await owner.query(
    `set session_replication_role = replica; delete from audit_entry where subject = 'token:3' and request_id <> 'r'`,
  )
  await owner.query('set session_replication_role = origin')
  owner.release()
  const bad = await runCli(['audit', 'verify'], settings)
  assert.equal(bad.code, 1, bad.stderr)
  assert.match(bad.stdout, new RegExp(`${client.clientIdentifier}: MISSING at number 7, entry .*the entry was deleted`))
})
