/** saatava user: who works here, with which roles. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { consoleOriginOf } from '../../config/console-origin.ts'
import { ROLE_NAMES, type RoleName } from '../../permissions/roles.ts'
import type { Ctx } from '../../platform/context.ts'
import type { MadeEnrolment } from '../../users/enrolment/make-enrolment.ts'
import { withCtx, withReadCtx } from '../context.ts'
import { clientNumber, nonEmpty, verb } from '../options.ts'
import { plain, print, table } from '../output.ts'

interface Placed {
  role: RoleName
  client?: number[]
  json?: boolean
}

export function userCommands(program: Command): void {
  const user = program.command('user').description('Users: the people who work here, and their roles')
  invite(user)
  link(user)
  list(user)
  for (const enable of [false, true]) able(user, enable)
  granting(user, 'grant', 'Grant a user a role')
  granting(user, 'revoke', 'Revoke a role of a user')
}

function invite(user: Command): void {
  const example = 'user invite --name "Jane Doe" --email jane@example.com --role CASEWORKER'
  verb(user, 'invite', 'Invite a user; the first one must be ADMIN', example)
    .requiredOption('--name <name>', 'unique; --as and the audit name the user by it', nonEmpty)
    .option('--email <address>', 'email address of the user', nonEmpty)
    .addOption(roleOption())
    .option('--client <number>', 'the role is for this client alone; may be repeated', clients)
    .action(async ({ name, email, role, client, json }: Placed & { name: string; email?: string }) => {
      const { inviteUser } = await import('../../users/manage-users.ts')
      const made = await withCtx(async (ctx) => {
        const user = await inviteUser(ctx, { name, email, grants: [{ role, clientIds: client ?? [] }] })
        return { ...user, link: linkOf(ctx, user.link) }
      })
      print(
        json,
        made,
        () => `${plain(made.name)} is invited, with the role ${role}${places(client)}.\n${linkText(made.link)}`,
      )
    })
}

function link(user: Command): void {
  verb(user, 'link', 'Make another link for a user, who has lost the link or the passkey', 'user link "Jane Doe"')
    .argument('<name>', 'the name of the user', nonEmpty)
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { makeEnrolment } = await import('../../users/enrolment/make-enrolment.ts')
      const made = await withCtx(async (ctx) => linkOf(ctx, await makeEnrolment(ctx, { name })))
      print(json, { name, link: made }, () => linkText(made))
    })
}

function list(user: Command): void {
  verb(user, 'list', 'Users with their roles', 'user list').action(async ({ json }: { json?: boolean }) => {
    const { listUsers } = await import('../../users/list-users.ts')
    const users = await withReadCtx(listUsers)
    print(json, { users }, () =>
      users.length === 0
        ? 'There are no users yet, and --as takes any name: "saatava user invite" invites the first one.'
        : table(
            ['NAME', 'EMAIL', 'ROLES', 'INVITED', 'STATE'],
            users.map(({ name, email, grants, invitedAt, disabledAt }) => [
              plain(name),
              plain(email ?? '-'),
              grants.map(({ role, clientId }) => (clientId === 0 ? role : `${role} (${clientId})`)).join(', ') || '-',
              invitedAt.toISOString().slice(0, 10),
              disabledAt === null ? 'enabled' : 'disabled',
            ]),
          ),
    )
  })
}

function able(user: Command, enable: boolean): void {
  const name = enable ? 'enable' : 'disable'
  const summary = enable ? 'Enable a user again' : 'Disable a user, who may do nothing from then on'
  verb(user, name, summary, `user ${name} "Jane Doe"`)
    .argument('<name>', 'the name of the user', nonEmpty)
    .action(async (person: string, { json }: { json?: boolean }) => {
      const { disableUser } = await import('../../users/manage-users.ts')
      await withCtx((ctx) => disableUser(ctx, { name: person, enable }))
      print(json, { name: person, state: `${name}d` }, () => `${plain(person)} is ${name}d.`)
    })
}

function granting(user: Command, name: 'grant' | 'revoke', summary: string): void {
  verb(user, name, summary, `user ${name} "Jane Doe" --role CASHIER`)
    .argument('<name>', 'the name of the user', nonEmpty)
    .addOption(roleOption())
    .option('--client <number>', 'for this client alone; may be repeated', clients)
    .action(async (person: string, { role, client, json }: Placed) => {
      const { grantRole, revokeRole } = await import('../../users/manage-users.ts')
      const change = name === 'grant' ? grantRole : revokeRole
      await withCtx((ctx) => change(ctx, { name: person, role, clientIds: client ?? [] }))
      const done = name === 'grant' ? 'has' : 'has no longer'
      print(
        json,
        { name: person, role, clients: client ?? null },
        () => `${plain(person)} ${done} the role ${role}${places(client)}.`,
      )
    })
}

interface Link {
  /** Null: this installation has no console. */
  url: string | null
  expiresAt: Date
}

function linkOf({ platform }: Ctx, made: MadeEnrolment | null): Link | null {
  if (made === null) return null
  const origin = consoleOriginOf(platform.config)
  return { url: origin === undefined ? null : `${origin}${made.path}`, expiresAt: made.expiresAt }
}

function linkText(link: Link | null): string {
  if (link === null) return 'A second person approved it: "saatava user link" makes the link.'
  if (link.url === null)
    return 'There is no console here: set CONSOLE_ORIGIN, and make a link with "saatava user link".'
  return `The link works once, until ${link.expiresAt.toISOString()}:\n${link.url}`
}

function roleOption(): Option {
  return new Option('--role <role>', 'role').choices(ROLE_NAMES).makeOptionMandatory()
}

function clients(text: string, before: number[] = []): number[] {
  const client = clientNumber(text)
  if (before.includes(client)) throw new InvalidArgumentError(`The client ${client} is named twice.`)
  return [...before, client]
}

function places(client: number[] | undefined): string {
  return client === undefined ? ' for the agency' : ` for client ${client.join(', ')}`
}
