/** Notes in the histories of cases, for those who change them from outside. */
export { insertCaseEvent as noteCaseEvent } from './queries.ts'
export { insertCaseEvents as noteCaseEvents } from './find-queries.ts'
