export { EmbeddedPostgresError } from './errors.ts'
export { hasCluster } from './home.ts'
export { startEmbeddedPostgres } from './start-embedded.ts'
