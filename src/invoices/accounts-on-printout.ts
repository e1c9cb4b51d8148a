import { clientFundsAccounts } from '../agency/read-agency.ts'
import type { Platform } from '../platform/context.ts'
import type { PdfChecker } from './attachments/pdf-checker.ts'
import { printedAccounts } from './attachments/printed-accounts.ts'

/** IBANs of the client-funds accounts that a seller's own print-out names; none where its text cannot be read. */
export async function accountsOnPrintout(
  platform: Pick<Platform, 'pool'>,
  checker: PdfChecker,
  bytes: Uint8Array,
): Promise<string[]> {
  const accounts = await clientFundsAccounts(platform)
  if (accounts.length === 0) return []
  const text = await checker.text(bytes)
  return text === undefined ? [] : printedAccounts(text, accounts)
}
