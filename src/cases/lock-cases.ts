/** Cases, locked in one order for everybody: what reads a claim and changes it holds its case all the while. */
export { lockCaseRows as lockCases, type CaseKey } from './queries.ts'
