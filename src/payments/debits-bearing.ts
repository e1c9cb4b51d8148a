/** Whether bank files say that an order of ours was executed, and nobody has dealt with that yet. */
export { selectDebitsBearing as debitsBearing } from './entry-queries.ts'
