import { Type } from 'typebox'
import { named } from '../platform/http/schema.ts'

const orNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

/** The name is published; the fields are Saatava extensions. */
export const FinvoiceCredentials = named(
  'FinvoiceCredentialsResponse',
  Type.Object({
    eInvoiceAddress: orNull(
      'where the client’s e-invoices come from: its OVT, or scheme:value of a Peppol participant',
    ),
    ovt: orNull('the address, if it is an OVT: 0037, the Finnish business id and an extension of the client'),
    intermediatorId: orNull('the operator’s OVT or BIC'),
    intermediatorName: orNull('the operator’s name'),
    sendingOpen: Type.Boolean({
      description: 'true: the client can send e-invoices (the setting is on; address and operator are known)',
    }),
    receivingOpen: Type.Boolean({
      description: 'true: the client can receive e-invoices (the setting is on; address and operator are known)',
    }),
  }),
)
