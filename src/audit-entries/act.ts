/** The form of an entry of the catalogue of acts. */
import { type TObject, type TProperties, Type } from 'typebox'

export interface ActType<D extends TObject = TObject> {
  /** The thing that is acted on, as written in `subject`. */
  subject: string
  /** Describes the act, for the guide. */
  tells: string
  details: D
}

export function act<P extends TProperties>(subject: string, tells: string, details: P): ActType<TObject<P>> {
  return { subject, tells, details: Type.Object(details, { additionalProperties: false }) }
}
