export const FINVOICE_CREDENTIALS_EXAMPLE = {
  eInvoiceAddress: '003701234567',
  ovt: '003701234567',
  intermediatorId: '003701120389',
  intermediatorName: 'Example Operator',
  sendingOpen: true,
  receivingOpen: false,
}
