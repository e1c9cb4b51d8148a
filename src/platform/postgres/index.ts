export { EmbeddedPostgresError } from './errors.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  type PostgresLog,
  startEmbeddedPostgres,
} from './start-embedded.ts'
