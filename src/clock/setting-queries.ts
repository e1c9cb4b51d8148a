import type { Queryable } from '../platform/database.ts'

export async function readSetting(db: Queryable, name: string): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ value: Buffer }>({
    text: 'select value from sandbox_setting where name = $1',
    values: [name],
  })
  return rows[0]?.value
}

export async function writeSetting(db: Queryable, name: string, value: Buffer): Promise<void> {
  await db.query({
    text: 'insert into sandbox_setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    values: [name, value],
  })
}
