export { EmbeddedPostgresError } from './errors.ts'
export { hasCluster } from './home.ts'
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded.ts'
export type { PostgresLog } from './log.ts'
