/** Steps that submitting vouchers and submitting payments have in common: errors, warnings, the intake, the answer. */
import { submitterOf } from '../platform/audit.ts'
import { createHash } from 'node:crypto'
import { type Fault, invalid } from '../platform/errors.ts'
import type { Answer, Idempotency, Warning } from '../platform/http/route.ts'
import type { AccountingCtx } from './context.ts'
import type { IntakeDocument } from './intake-item.ts'
import { unfitIdentifiers } from './unfit-texts.ts'

export interface Submission {
  scope: string
  documents: IntakeDocument[]
  faults: Fault[]
  /** Check digits that do not hold: errors or warnings, by IDENTIFIER_CHECKS. */
  identifierFaults: Fault[]
  warnings: Warning[]
  idempotency: Idempotency | undefined
}

/** Stores a checked submission whole, or throws: 400 with every fault, 409 with the fields that differ. */
export async function submit(ctx: AccountingCtx, submission: Submission): Promise<Answer> {
  const { documents, identifierFaults, idempotency } = submission
  const enforced = ctx.platform.config.identifierChecks === 'enforce'
  const faults = [
    ...submission.faults,
    ...unfitIdentifiers(documents),
    ...repeated(documents),
    ...(enforced ? identifierFaults : []),
  ]
  if (faults.length > 0) throw invalid(faults)
  const warnings = [
    ...identifierFaults.map(({ code, message, pointer }) => ({ code, message, pointer })),
    ...submission.warnings,
  ]
  const result = await ctx.accounting.intake.submit({
    clientId: ctx.clientId,
    ...submitterOf(ctx),
    scope: submission.scope,
    documents,
    idempotency,
    warnings,
  })
  return {
    body: {},
    warnings: [
      ...(result.replayed?.warnings ?? warnings),
      ...(result.replaced ?? []).map(replaced),
      ...result.unconnected.map(notConnected),
    ],
    ...(result.replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}),
  }
}

function replaced(pointer: string): Warning {
  return {
    code: 'REPLACED',
    message: 'replaces the earlier document with this identifier, which had failed or was dropped',
    pointer,
  }
}

function notConnected(company: string): Warning {
  const which =
    company === '' ? 'No accounting system is connected' : `No accounting system is connected for company ${company}`
  return {
    code: 'NOT_CONNECTED',
    message: `${which}: the document stays pending, and is sent when PUT /accounting/connection has created the connection.`,
  }
}

/** An identifier that occurs twice in one request is always a mistake, whatever the contents. */
function repeated(documents: IntakeDocument[]): Fault[] {
  const seen = new Map<string, string>()
  return documents.flatMap(({ identifier, pointer }): Fault[] => {
    const first = seen.get(identifier)
    if (first === undefined) {
      seen.set(identifier, pointer)
      return []
    }
    return [
      { pointer, code: 'REPEATED_IDENTIFIER', message: `has the same identifier as ${first}`, received: identifier },
    ]
  })
}

export function contentHash(payload: string): Buffer {
  return createHash('sha256').update(payload).digest()
}
