/** The part of a client's data that may be corrected: what the country, the currency and the business id decide stays. */
import { type Static, type TSchema, Type } from 'typebox'
import { formatted, named, optional, orNull, text } from '../platform/http/schema.ts'
import { Contact, NewClient } from './schemas.ts'

/** May be changed, and null clears it. */
const clears = <T extends TSchema>(schema: T) => optional(orNull(schema))

export const ClientPatch = named(
  'ClientPatch',
  Type.Object({
    client: optional(
      Type.Object({
        name: optional(text(200)),
        vatRegNbr: clears(text(32)),
        postalAddress: clears(text(200)),
        postalCode: clears(text(16, 'checked by the rule of the client’s country')),
        postalDistrict: clears(text(100)),
        telephone: clears(text(40)),
        email: clears(formatted('email', 254)),
        website: clears(formatted('website', 500)),
        languageCode: clears(formatted('language', 2)),
        ibanAccount: clears(text(42)),
        bic: clears(text(16)),
        bankgiro: clears(text(16)),
        plusgiro: clears(text(16)),
      }),
    ),
    contacts: optional(
      Type.Object({
        primary: optional(
          Type.Object({
            name: optional(text(120)),
            telephone: clears(text(40)),
            mobile: clears(text(40)),
            email: optional(formatted('email', 254)),
          }),
        ),
        technical: clears(Contact),
        accountant: clears(Contact),
      }),
    ),
  }),
)
export type ClientPatch = Static<typeof ClientPatch>

/** RFC 7396: null takes a member away, objects are merged, anything else replaces. */
export function patched(client: NewClient, patch: ClientPatch): NewClient {
  return merged(client, patch) as NewClient
}

function merged(before: unknown, change: unknown): unknown {
  if (!isObject(change)) return change
  const result: Record<string, unknown> = isObject(before) ? { ...before } : {}
  for (const [name, value] of Object.entries(change))
    if (value === null) Reflect.deleteProperty(result, name)
    else result[name] = merged(result[name], value)
  return result
}

/** The paths of the values in which two clients differ, with both values; null: not there. */
export function differences(before: NewClient, after: NewClient): { path: string; before: unknown; after: unknown }[] {
  const [was, is] = [valuesOf(before, ''), valuesOf(after, '')]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
}

function valuesOf(value: unknown, path: string): Map<string, unknown> {
  if (!isObject(value)) return new Map([[path, value]])
  return new Map(Object.entries(value).flatMap(([name, one]) => [...valuesOf(one, `${path}/${name}`)]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
