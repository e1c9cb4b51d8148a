import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import type { PartnerCtx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import { checkClient, missingPaymentNumbers } from './check-client.ts'
import { clientTokenExpiry, issueToken } from './issue-token.ts'
import { clientIdByBusinessCode, insertClient } from './queries.ts'
import type { NewClient } from './schemas.ts'

/**
 * Onboards a creditor and makes its access token, which is shown once.
 * Errors: 400 faults; 403 another partner's code; 409 the partner has this businessCode already (with its clientIdentifier).
 */
export async function createClient(ctx: PartnerCtx, input: NewClient, idempotency?: Idempotency): Promise<Answer> {
  if (input.service.partnerCode !== ctx.partnerCode) {
    throw new AppError(
      'FORBIDDEN',
      `service.partnerCode is "${input.service.partnerCode}", but this token belongs to "${ctx.partnerCode}".`,
    )
  }
  const { faults, identifierFaults } = checkClient(input)
  const enforced = ctx.platform.config.identifierChecks === 'enforce'
  if (faults.length > 0 || (enforced && identifierFaults.length > 0)) {
    throw invalid([...faults, ...(enforced ? identifierFaults : [])])
  }
  const scope = { clientId: OPERATOR_TENANT, scope: `POST /client partner ${ctx.partnerId}`, secret: true }
  const answer = await idempotently(ctx, scope, idempotency, (tx) => store(ctx, tx, input))
  return {
    ...answer,
    headers: { ...answer.headers, 'cache-control': 'no-store' },
    warnings: [
      ...identifierFaults.map(({ code, message, pointer }) => ({ code, message, pointer })),
      ...missingPaymentNumbers(input),
    ],
  }
}

async function store(ctx: PartnerCtx, tx: Tx, input: NewClient): Promise<Answer> {
  const { client, service } = input
  const numbers = await insertClient(tx, {
    partnerId: ctx.partnerId,
    businessCode: client.businessCode,
    name: client.name,
    countryCode: client.countryCode,
    currencyCode: client.currencyCode,
    serviceType: service.type,
    details: input,
    createdAt: ctx.platform.clock.now(),
  })
  if (numbers === undefined) {
    const existing = await clientIdByBusinessCode(tx, ctx.partnerId, client.businessCode)
    throw new AppError('CONFLICT', `You already have a client with businessCode ${client.businessCode}.`, {
      extra: { clientIdentifier: existing },
    })
  }
  const { clientId } = numbers
  const token = await issueToken(ctx, tx, {
    kind: 'CLIENT',
    partnerId: ctx.partnerId,
    clientId,
    label: 'made with the client',
    expiresAt: clientTokenExpiry(ctx),
  })
  await emit(ctx, tx, clientId, 'client.created', `client:${clientId}`, { name: client.name, service: service.type })
  await audit(ctx, tx, clientId, 'client.created', `client:${clientId}`, { partnerCode: ctx.partnerCode })
  return {
    body: {
      message: 'New client created',
      clientIdentifier: clientId,
      confirmaFinanceCustomerCode: numbers.customerCode,
      paymentReferencePrefix: numbers.paymentReferencePrefix,
      apiAccessToken: token.text,
    },
  }
}
