/** What other nouns ask the journal about one case. */
export { type CaseEntry, selectCaseEntries as caseEntries, selectLowered as loweredSince } from './case-queries.ts'
