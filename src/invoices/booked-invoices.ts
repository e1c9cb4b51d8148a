/** Which invoices the client's accounting gets from us, for the noun that books their payments. */
export { selectBooked as bookedInvoices } from './booked-queries.ts'
