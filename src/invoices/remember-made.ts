/** The queries of made documents, for other nouns. */
export { insertMade as rememberMade } from './load-queries.ts'
