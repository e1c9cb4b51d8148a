/** What settlements ask about the client's accounting. */
export { selectBookedPayments as bookedPayments, selectConnected as isConnected } from './booked-payments-queries.ts'
