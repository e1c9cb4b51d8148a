/** Netvisor names voucher types in the company's language, and users add their own: the list is read, and kept a while. */
import type { Mappings } from '../port.ts'
import type { NetvisorClient } from './client.ts'
import { refused } from './errors.ts'
import { mapped } from './settings.ts'
import { children, textOf, type XmlNode } from './xml.ts'

const FRESH_MS = 600_000
/** A list older than this is read again before a type is said to be unknown. */
const RELOAD_MS = 5_000

export interface VoucherTypes {
  /** Full name of an abbreviation: ML → "Myyntilasku". Throws VOUCHER_TYPE_UNKNOWN. */
  nameOf(abbreviation: string): Promise<string>
  list(signal?: AbortSignal): Promise<Map<string, string>>
  drop(): void
}

export function createVoucherTypes(client: NetvisorClient, mappings: Mappings, now: () => Date): VoucherTypes {
  let known: Map<string, string> | undefined
  let readAt = 0

  async function list(signal: AbortSignal = new AbortController().signal): Promise<Map<string, string>> {
    if (known !== undefined && now().getTime() - readAt < FRESH_MS) return known
    const root = await client.get('vouchertypelist.nv', signal)
    known = new Map(
      entries(root).flatMap((node): [string, string][] => {
        const abbreviation = textOf(node, 'abbreviation')
        const name = textOf(node, 'name')
        return abbreviation === undefined || name === undefined ? [] : [[abbreviation, name]]
      }),
    )
    readAt = now().getTime()
    return known
  }

  return {
    list,
    async nameOf(abbreviation) {
      const given = mapped(mappings.voucherTypes, abbreviation)
      if (given !== undefined) return given
      let types = await list()
      if (!types.has(abbreviation) && now().getTime() - readAt > RELOAD_MS) {
        // Perhaps it was added since, because an earlier document was refused for want of it.
        known = undefined
        types = await list()
      }
      const name = types.get(abbreviation)
      if (name !== undefined) return name
      throw refused(
        'VOUCHER_TYPE_UNKNOWN',
        `Netvisor has no voucher type ${abbreviation}; it has ${[...types.keys()].join(', ')}.`,
        'Add it in Netvisor, or map the document type in mappings.voucherTypes, and retry.',
      )
    },
    drop() {
      known = undefined
    },
  }
}

// The list's element names are not published in full: every element that has an abbreviation is a voucher type.
function entries(node: XmlNode): XmlNode[] {
  return Object.keys(node).flatMap((name) =>
    children(node, name).flatMap((child) => ('abbreviation' in child ? [child] : entries(child))),
  )
}
