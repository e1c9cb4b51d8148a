import type { Command } from 'commander'
import { migrate } from '../../platform/migrate.ts'
import { withDatabase } from '../context.ts'
import { verb } from '../options.ts'
import { print } from '../output.ts'

export function migrateCommand(program: Command): void {
  verb(program, 'migrate', 'Migrate the database to this version', 'migrate').action(
    async ({ json }: { json?: boolean }) => {
      const result = await withDatabase(({ url, ownerUrl }) => migrate(ownerUrl, { serviceUrl: url }), {
        creates: true,
      })
      print(json, result, () =>
        result.applied.length === 0
          ? 'The database is up to date.'
          : result.applied.map((name) => `Applied ${name}`).join('\n'),
      )
    },
  )
}
