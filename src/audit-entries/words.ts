/**
 * Words and values of persons do not stand in an audit entry, which is kept for good. Its details hold their hash under a
 * separate key (HMAC-SHA256). Words and key stand in an `audit_note`, which can be erased.
 */
import { Type } from 'typebox'

/** A text that a person wrote. The entry holds its hash, and an audit note the text. */
export class Words {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export function words(text: string): Words
export function words(text: string | null | undefined): Words | null
export function words(text: string | null | undefined): Words | null {
  return text === null || text === undefined ? null : new Words(text)
}

export const HASH_PREFIX = 'hmac:'

/** The schema of words as they are stored: 16 bytes of their keyed hash. */
export const note = Type.Unsafe<Words>(Type.String({ pattern: `^${HASH_PREFIX}[0-9a-f]{32}$` }))
