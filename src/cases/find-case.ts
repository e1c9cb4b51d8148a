/** Finding cases, for payments: what a bank file or a person names is a reference or a number, and no client. */
export {
  selectCases as findCases,
  selectCaseById as findCaseById,
  selectOpenCasesByInvoiceNumber as findOpenCasesByInvoiceNumber,
} from './find-queries.ts'
export {
  selectCasesByNumber as findCasesByInvoiceNumber,
  selectCasesByReference as findCasesByReference,
} from './queries.ts'
