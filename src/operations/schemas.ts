import { Type } from 'typebox'

const orNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

/** The name is published; the fields are ours. */
export const FinvoiceCredentials = Type.Object({
  eInvoiceAddress: orNull('where the client’s e-invoices come from: its OVT, or scheme:value of a Peppol participant'),
  ovt: orNull('the same where it is an OVT: 0037, the Finnish business id, and what the client has added'),
  intermediatorId: orNull('the operator’s OVT or BIC'),
  intermediatorName: orNull('the operator’s name'),
  sendingOpen: Type.Boolean({
    description: 'e-invoices are sent: it is switched on, and address and operator are known',
  }),
  receivingOpen: Type.Boolean({ description: 'e-invoices can be received: likewise' }),
})
