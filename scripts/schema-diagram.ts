/** Prints docs/database.md from a migrated database: npm run schema-diagram. A test holds the page to the migrations. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { testDatabase } from '../test/support/database.ts'
import { printSchema } from './schema/print-schema.ts'
import { readSchema, roomsOf } from './schema/read-schema.ts'

const database = await testDatabase()
const db = new Client({ connectionString: database.ownerUrl })
try {
  await db.connect()
  const schema = await readSchema(db)
  const page = printSchema(schema, roomsOf([...schema.columns.keys()]))
  writeFileSync(fileURLToPath(new URL('../docs/database.md', import.meta.url)), page)
} finally {
  await db.end()
  await database.drop()
}
