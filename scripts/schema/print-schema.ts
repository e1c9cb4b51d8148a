/** Prints docs/database.md: a Mermaid diagram for each area, with keys and references, and a line for each table. */
import { AREAS, type Area, HOLDS } from './areas.ts'
import type { Reference, Schema } from './read-schema.ts'

function head(schema: Schema): string {
  const shared = [...schema.columns]
    .filter(([table, columns]) => table === 'client' || !columns.some((one) => one.name === 'client_id' && one.primary))
    .map(([table]) => `\`${table}\``)
  return `# Database

\`npm run schema-diagram\` prints this page from a migrated database, and a test holds it to \`migrations/\`. It shows primary keys and declared references; the migrations hold the other columns, checks and indexes with their reasons.

- Every key of a tenant's table begins with \`client_id\`. The diagrams leave out references to \`client\` that consist of it alone. Client 0 is the operator tenant: it owns what belongs to no single client.
- The shared tables are ${shared.join(', ')}.
- A line reads: one row on the left has zero or more rows on the right. Its label names the columns that refer, without \`client_id\`. A table without columns is drawn in full in another area. Columns that refer without a constraint, across tenants for example, are not drawn.
- "Written by" names the room of \`src/\` that writes the table ([ARCHITECTURE.md](../ARCHITECTURE.md)). Intake also writes \`event\`, \`audit_entry\` and \`idempotency_record\` in the statement that stores a request.
`
}

/** @throws Error where a table is in no area or has no description */
export function printSchema(schema: Schema, rooms: ReadonlyMap<string, string>): string {
  const tables = [...schema.columns.keys()]
  const lost = tables.filter((table) => !AREAS.some((area) => area.rooms.includes(rooms.get(table) ?? '')))
  if (lost.length > 0) throw new Error(`In no area of scripts/schema/areas.ts: ${lost.join(', ')}`)
  const unknown = Object.keys(HOLDS).filter((table) => !schema.columns.has(table))
  if (unknown.length > 0)
    throw new Error(`scripts/schema/areas.ts describes tables that do not exist: ${unknown.join()}`)
  const parts = AREAS.map((area) => {
    const own = tables.filter((table) => area.rooms.includes(rooms.get(table) ?? ''))
    return [`## ${area.title}`, diagram(schema, own), list(own, area, rooms)].join('\n\n')
  })
  return `${head(schema)}\n${parts.join('\n\n')}\n`
}

function diagram(schema: Schema, own: string[]): string {
  const drawn = schema.references.filter((one) => own.includes(one.from) && !isClientAlone(one))
  const lines = ['erDiagram']
  for (const table of own) lines.push(...entity(table, schema))
  for (const one of drawn) lines.push(line(one, schema))
  return ['```mermaid', ...lines, '```'].join('\n')
}

/** Primary key and columns that refer. */
function entity(table: string, { columns, references }: Schema): string[] {
  const referring = new Set(references.filter(({ from }) => from === table).flatMap((one) => one.columns))
  const keys = (columns.get(table) ?? []).filter(({ name, primary }) => primary || referring.has(name))
  if (keys.some(({ name, primary }) => name === 'client_id' && primary)) referring.delete('client_id')
  const rows = keys.map(({ name, type, primary }) => {
    const marks = [primary ? 'PK' : undefined, referring.has(name) ? 'FK' : undefined].filter(Boolean)
    return `    ${wordOf(type)} ${name} ${marks.join(', ')}`
  })
  return [`  ${table} {`, ...rows, '  }']
}

function line({ from, to, columns, unique }: Reference, schema: Schema): string {
  const nullable = columns.some((name) => schema.columns.get(from)?.some((one) => one.name === name && one.nullable))
  const label = columns.filter((name) => name !== 'client_id').join(', ')
  return `  ${to} ${nullable ? '|o' : '||'}--${unique ? 'o|' : 'o{'} ${from} : "${label}"`
}

function isClientAlone({ to, columns }: Reference): boolean {
  return to === 'client' && columns.length === 1 && columns[0] === 'client_id'
}

/** Mermaid takes one word for a type. */
function wordOf(type: string): string {
  if (type.startsWith('timestamp with')) return 'timestamptz'
  return type.replaceAll(' ', '_')
}

function list(own: string[], area: Area, rooms: ReadonlyMap<string, string>): string {
  const order = (table: string) => area.rooms.indexOf(rooms.get(table) ?? '')
  const rows = own
    .toSorted((a, b) => order(a) - order(b))
    .map((table) => {
      const holds = HOLDS[table]
      if (holds === undefined) throw new Error(`scripts/schema/areas.ts does not say what ${table} holds.`)
      return `| \`${table}\` | \`${rooms.get(table)}\` | ${holds} |`
    })
  return ['| Table | Written by | Holds |', '| --- | --- | --- |', ...rows].join('\n')
}
