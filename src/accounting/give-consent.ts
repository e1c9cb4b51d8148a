import { AppError } from '../platform/errors.ts'
import type { Answer } from '../platform/http/route.ts'
import type { AccountingCtx } from './context.ts'
import { reportOf } from './test-connection.ts'

/**
 * Takes the code that the accounting system gave a person who consented, exchanges it at once for tokens, stores these,
 * and tests the connection. A passed test lets a stopped queue run again.
 * Answers 200 with ok true or false; 404 without a connection; 422 for a system that needs no consent; 503 while its
 * queue is busy.
 */
export async function giveConsent(
  ctx: AccountingCtx,
  input: { companyIdentifier?: string; authorizationCode: string; redirectUri: string },
): Promise<Answer> {
  const { authorizationCode, redirectUri } = input
  return reportOf(ctx, input.companyIdentifier, async ({ session, connector }, { signal }) => {
    if (session.consent === undefined) {
      throw new AppError('RULE', `This connection to ${connector.title} takes no authorization code.`)
    }
    await session.consent({ authorizationCode, redirectUri }, signal)
    return session.test(signal)
  })
}
