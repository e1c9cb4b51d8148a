import { networks } from '../config/networks.ts'
import { PERMISSIONS, PERMISSION_NAMES, type Permission, isPermission } from '../permissions/permissions.ts'
import type { Ctx } from '../platform/context.ts'
import { type Fault, invalid } from '../platform/errors.ts'

export interface TokenLimits {
  scopes?: readonly string[] | undefined
  addresses?: readonly string[] | undefined
  /** An instant. */
  expiresAt?: string | undefined
}

type Kind = 'CLIENT' | 'PROVISIONING'

/** The permissions that a token of this kind can have as scopes. */
export function scopesFor(kind: Kind): Permission[] {
  const reaches = ['either', kind === 'CLIENT' ? 'client' : 'partner']
  return PERMISSION_NAMES.filter(
    (name) =>
      reaches.includes(PERMISSIONS[name].reach) && !('everyToken' in PERMISSIONS[name]) && !NO_SCOPE.includes(name),
  )
}

/** No route of the partner API needs them: they are for people. */
const NO_SCOPE: readonly Permission[] = ['case.record', 'delivery.resolve', 'contract.read', 'approval.decide']

/** Checks what a token is limited to. @throws AppError INVALID with every fault */
export function checkToken(
  ctx: Ctx,
  kind: Kind,
  { scopes, addresses, expiresAt }: TokenLimits,
): { scopes?: readonly string[]; addresses?: readonly string[]; expiresAt?: Date } {
  const at = expiresAt === undefined ? undefined : new Date(expiresAt)
  const possible = scopesFor(kind)
  const faults: Fault[] = [
    ...(scopes ?? []).flatMap((scope, i): Fault[] =>
      isPermission(scope) && possible.includes(scope)
        ? []
        : [
            {
              pointer: `/scopes/${i}`,
              code: 'UNKNOWN_SCOPE',
              message: `must be one of ${possible.join(', ')}`,
              received: scope,
            },
          ],
    ),
    ...(addresses ?? []).flatMap((address, i): Fault[] =>
      isNetwork(address)
        ? []
        : [
            {
              ...{ pointer: `/addresses/${i}`, code: 'INVALID_ADDRESS', received: address },
              message: 'must be an address or a network, such as 192.0.2.7, 198.51.100.0/24 or 2001:db8::/48',
            },
          ],
    ),
    ...(at !== undefined && at.getTime() <= ctx.platform.clock.real().getTime()
      ? [{ pointer: '/expiresAt', code: 'PAST', message: 'must be in the future', received: expiresAt }]
      : []),
  ]
  if (faults.length > 0) throw invalid(faults)
  return {
    ...(scopes === undefined ? {} : { scopes }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(at === undefined ? {} : { expiresAt: at }),
  }
}

function isNetwork(text: string): boolean {
  try {
    networks([text])
    return true
  } catch {
    return false
  }
}
