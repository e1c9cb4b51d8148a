export interface EinvoiceFault {
  code: string
  message: string
  /** JSON pointer into the invoice request, or into the client settings where the client's own data is missing. */
  pointer: string
}
