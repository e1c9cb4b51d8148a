/** The filters and the order that lists of invoices and of cases have in common. */
import { type Static, Type } from 'typebox'
import { date, oneOf, text } from '../../platform/http/schema.ts'
import type { Filter } from './spec.ts'

export const DUE_QUERY = {
  dueAfter: Type.Optional(date()),
  dueBefore: Type.Optional(date()),
  reference: Type.Optional(text(64)),
  sort: Type.Optional(oneOf(['-dueDate', 'updatedAt', '-updatedAt'] as const)),
}
const Query = Type.Object(DUE_QUERY)

/** In the words of the API. */
export function dueAsked({ reference, dueAfter, dueBefore, sort }: Static<typeof Query>) {
  return {
    ...(reference === undefined ? {} : { paymentReference: reference }),
    ...(dueAfter === undefined ? {} : { dueAfter }),
    ...(dueBefore === undefined ? {} : { dueBefore }),
    ...(sort === undefined ? {} : { sort }),
  }
}

export const DUE_FILTERS: readonly Filter[] = [
  { name: 'dueAfter', label: 'Due after', type: 'date' },
  { name: 'dueBefore', label: 'Due before', type: 'date' },
  { name: 'reference', label: 'Payment reference' },
  { name: 'client', label: 'Client', type: 'number' },
  {
    ...{ name: 'sort', label: 'Order' },
    options: [
      { value: '', label: 'due first' },
      { value: '-dueDate', label: 'due last' },
      { value: 'updatedAt', label: 'changed first' },
      { value: '-updatedAt', label: 'changed last' },
    ],
  },
]
