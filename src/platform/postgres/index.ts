export { EmbeddedPostgresError } from './errors.ts'
export { hasCluster } from './home.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  type PostgresLog,
  startEmbeddedPostgres,
} from './start-embedded.ts'
