import type { Queryable } from './database.ts'
import { pendingOf, readMigrations } from './migrate.ts'

/**
 * The names of the migrations that the database still lacks; changes nothing.
 * @throws MigrationError when the database is newer than the code or older than its first file, or an applied file was
 * changed
 */
export async function pendingMigrations(db: Queryable): Promise<string[]> {
  const found = await db.query<{ exists: boolean }>(`select to_regclass('schema_migration') is not null as exists`)
  const { rows } =
    found.rows[0]?.exists === true
      ? await db.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration')
      : { rows: [] }
  const applied = new Map(rows.map((row) => [row.name, row.sha256]))
  return pendingOf(await readMigrations(), applied).map((migration) => migration.name)
}
