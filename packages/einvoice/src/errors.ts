/** A document that no e-invoice can be made of; the message says what is missing and where it is given. */
export class EinvoiceError extends Error {
  override name = 'EinvoiceError'
}
