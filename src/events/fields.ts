/** Fields that events share, and the form of an entry of the catalogue. */
import { type TObject, type TProperties, type TSchema, Type } from 'typebox'

export interface EventType<D extends TObject = TObject> {
  /** The owner of the event, as written in `subject`. */
  subject: string
  /** Describes the event, for the guide. */
  tells: string
  data: D
}

export function event<P extends TProperties>(subject: string, tells: string, data: P): EventType<TObject<P>> {
  return { subject, tells, data: Type.Object(data, { additionalProperties: false }) }
}

export const text = Type.String()
export const date = Type.String({ format: 'date' })
export const instant = Type.String({ format: 'date-time' })
/** Major units, at most two decimals. */
export const amount = Type.Number()
/** Major units as decimal text, "100.00". */
export const amountText = Type.String()
export const integer = Type.Integer()
export const currency = Type.String()
export const id = Type.String()
export const list = <T extends TSchema>(schema: T) => Type.Array(schema)
export const object = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })
/** The rule of law by which something was charged or decided. */
export const rule = { ruleId: text, source: text }
/** The invoice has their words, which may quote an address. */
export const reasons = list(object({ code: text, pointer: Type.Optional(text) }))
