import type { ClientId } from '@saatava/core/ids.ts'
import { type Command, InvalidArgumentError } from 'commander'
import type { AuditProof } from '../../audit/verify-audit.ts'
import { withReadCtx } from '../context.ts'
import { EXIT_FAILURE } from '../failure.ts'
import { verb } from '../options.ts'
import { print, table } from '../output.ts'

export function auditVerifyCommand(audit: Command): void {
  verb(
    audit,
    'verify',
    'Prove that no entry of the audit was changed, deleted, added or moved; exit code 1 where one was',
    'audit verify --client 100001',
  )
    .option('--client <number>', 'only the audit of this client; 0 is the agency itself', clientOrAgency)
    .action(async ({ client, json }: { client?: number; json?: boolean }) => {
      const { verifyAudit } = await import('../../audit/verify-audit.ts')
      const proofs = await withReadCtx((ctx) => verifyAudit(ctx, { clientId: client }))
      print(json, { audits: proofs.map(shown) }, () => textOf(proofs))
      if (proofs.some(({ fault }) => fault !== null)) process.exitCode = EXIT_FAILURE
    })
}

function shown({ clientId, ...proof }: AuditProof): Record<string, unknown> {
  return { clientIdentifier: clientId === 0 ? null : clientId, ...proof }
}

function textOf(proofs: AuditProof[]): string {
  const faults = proofs.flatMap(({ clientId, fault }) =>
    fault === null
      ? []
      : [
          `${nameOf(clientId)}: ${fault.kind}${fault.number === null ? '' : ` at number ${fault.number}`}${
            fault.auditId === null ? '' : `, entry ${fault.auditId}`
          }: ${fault.says}.`,
        ],
  )
  return [
    table(
      ['CLIENT', 'PROVED', 'WAITING', 'HASH OF THE LAST', 'STATE'],
      proofs.map(({ clientId, entries, waiting, hash, fault }) => [
        nameOf(clientId),
        entries,
        waiting,
        hash,
        fault === null ? 'OK' : fault.kind,
      ]),
    ),
    ...(faults.length === 0 ? ['No entry was changed, deleted, added or moved.'] : faults),
  ].join('\n\n')
}

function nameOf(clientId: ClientId): string {
  return clientId === 0 ? 'agency' : String(clientId)
}

function clientOrAgency(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidArgumentError('It takes a client’s number, such as 100001, or 0 for the agency itself.')
  return Number(text)
}
