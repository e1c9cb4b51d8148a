import type { AccountScheme } from '../account-scheme.ts'
import type { KnownDays } from '../entry-dates.ts'
import type { HeldLines } from './held-lines.ts'

/** A receiver's payments whose deposit has not come yet. */
export interface BgMaxOpening {
  position: string
  fileId: string
  days: KnownDays
  account: string
  accountScheme: AccountScheme
  /** Currency of the opening record (05). */
  currency: string
  lines: HeldLines
}
