import type { Command } from 'commander'
import { createPartner } from '../../onboarding/create-partner.ts'
import { withCtx } from '../context.ts'
import { expiry, nonEmpty, verb } from '../options.ts'
import { facts, print } from '../output.ts'

interface Options {
  code: string
  name: string
  expires?: Date | null
  json?: boolean
}

export function partnerCreateCommand(partner: Command): void {
  const example = 'partner create --code QUICK3 --name "Our ERP"'
  verb(partner, 'create', 'Create a partner and its first provisioning token, which is shown once', example)
    .requiredOption('--code <code>', '2 to 32 of A–Z, 0–9, _ and -', nonEmpty)
    .requiredOption('--name <name>', 'its name', nonEmpty)
    .option('--expires <date>', 'the last day the token works, UTC (default: never)', expiry)
    .action(async ({ code, name, expires, json }: Options) => {
      const { partnerId, partnerCode, provisioningToken } = await withCtx((ctx) =>
        createPartner(ctx, { code, name, ...(expires ? { tokenExpiresAt: expires } : {}) }),
      )
      print(json, { partnerCode, provisioningToken }, () =>
        [
          facts([
            ['Partner', partnerCode],
            ['Partner id', partnerId],
            ['Provisioning token', provisioningToken],
          ]),
          'Keep the token now: only a hash of it is stored.',
        ].join('\n\n'),
      )
    })
}
