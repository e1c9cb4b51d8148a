/** Users and what each may do: invite, grant and take away roles, disable, and end sessions. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { ROLES, ROLE_NAMES, type RoleName, isCreditorRole } from '../../permissions/roles.ts'
import { AppError } from '../../platform/errors.ts'
import { oneOf } from '../../platform/http/schema.ts'
import { type MadeEnrolment, makeEnrolment } from '../../users/enrolment/make-enrolment.ts'
import { type ListedUser, listUsers } from '../../users/list-users.ts'
import { type RoleGrant, disableUser, grantRole, inviteUser, revokeRole } from '../../users/manage-users.ts'
import { lacksText } from '../../permissions/lacks.ts'
import { may } from '../../users/may.ts'
import { endSession } from '../../users/sessions/end-session.ts'
import { listSessionsOf } from '../../users/sessions/own-sessions.ts'
import { sessionTable } from '../parts/session-table.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { ListColumn, Place, Rows } from '../list/spec.ts'
import { act, page } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { facts } from '../parts/facts.ts'
import { type FormState, errorSummary, field, select } from '../parts/form.ts'
import { greyed } from '../parts/greyed.ts'
import { table } from '../parts/table.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, PageAnswer, Screen, Shell } from '../shell.ts'

const PATH = '/console/users'
const MANAGE = 'user.manage'
const Query = Type.Object({ show: Type.Optional(oneOf(['all'] as const)) })
const Params = Type.Object({ userId: Type.String({ pattern: UUID_PATTERN }) })
const SessionParams = Type.Object({ ...Params.properties, sessionId: Type.String({ pattern: UUID_PATTERN }) })
const GRANT = {
  role: oneOf(ROLE_NAMES),
  clients: Type.Optional(
    Type.String({ pattern: String.raw`^\d{1,15}([ ,]+\d{1,15}){0,49}$`, description: 'numbers of clients' }),
  ),
}
const Grant = Type.Object(GRANT)
const Invite = Type.Object({ name: Type.String(), email: Type.Optional(Type.String()), ...GRANT })
const Held = Type.Object({ role: oneOf(ROLE_NAMES), clientId: Type.Integer({ minimum: 0 }) })
const Disable = Type.Object({ enable: Type.Optional(Type.Literal('yes')) })

export const users: Screen = {
  menu: { path: PATH, label: 'Users', permission: 'user.read', group: 'Agency' },
  routes(shell) {
    list(shell, {
      ...{ path: '/users', name: 'users', nouns: ['user', 'users'], title: 'Users' },
      ...{ permission: 'user.read', query: Query, columns: COLUMNS, read },
      filters: () => [
        {
          ...{ name: 'show', label: 'Show' },
          options: [
            { value: '', label: 'users who may sign in' },
            { value: 'all', label: 'every user' },
          ],
        },
      ],
      keyOf: ({ userId }) => userId,
      above: (ctx) =>
        may(ctx.session.grants, MANAGE, 0)
          ? html`<p><a class="button" href="${PATH}/invite">Invite a user</a></p>`
          : greyed('Invite a user', lacksText(MANAGE)),
      empty: html`Nobody was invited yet. The first user becomes the administrator.`,
    })
    page(shell, {
      ...{ path: '/users/invite', permission: MANAGE },
      show: async (_ctx, _input, form) => invitePage(form),
    })
    act(shell, {
      ...{ path: '/users/invite', permission: MANAGE, form: Invite },
      async perform(ctx, { form }) {
        const { name, email } = form
        const made = await inviteUser(ctx, { name, ...(email === undefined ? {} : { email }), grants: [grantOf(form)] })
        return linkPage(shell, made.name, made.link)
      },
      again: async (_ctx, _input, form) => invitePage(form),
    })
    page(shell, {
      ...{ path: '/user/:userId', permission: 'user.read', params: Params },
      show: (ctx, { params }, form) => userPage(ctx, params.userId, form),
    })
    acts(shell)
  },
}

function acts(shell: Shell): void {
  act(shell, {
    ...{ path: '/user/:userId/grant', permission: MANAGE, params: Params, form: Grant },
    async perform(ctx, { params, form }) {
      await grantRole(ctx, { name: (await find(ctx, params.userId)).name, ...grantOf(form) })
      return `/console/user/${params.userId}?did=granted`
    },
    again: (ctx, { params }, form) => userPage(ctx, params.userId, form),
  })
  act(shell, {
    ...{ path: '/user/:userId/revoke', permission: MANAGE, params: Params, form: Held },
    async preview(ctx, { params, form }) {
      const { name } = await find(ctx, params.userId)
      return {
        title: `Take the role ${form.role} from ${name}?`,
        effect: html`<p>${name} no longer ${ROLES[form.role].tells.replaceAll(', ', ' and ')}${placeOf(form.clientId)}. Open sessions lose it with their next page.</p>`,
        button: 'Take it away',
        back: `/console/user/${params.userId}`,
      }
    },
    async perform(ctx, { params, form }) {
      const { name } = await find(ctx, params.userId)
      await revokeRole(ctx, { name, role: form.role, clientIds: form.clientId === 0 ? [] : [form.clientId] })
      return `/console/user/${params.userId}?did=role-revoked`
    },
    again: (ctx, { params }, form) => userPage(ctx, params.userId, form),
  })
  act(shell, {
    ...{ path: '/user/:userId/disable', permission: MANAGE, params: Params, form: Disable },
    async preview(ctx, { params, form }) {
      const { name } = await find(ctx, params.userId)
      const isEnabling = form.enable === 'yes'
      return {
        title: isEnabling ? `Let ${name} sign in again?` : `Disable ${name}?`,
        effect: isEnabling
          ? html`<p>${name} signs in as before, with the same roles.</p>`
          : html`<p>Every session of ${name} ends at once, and nothing lets ${name} in. The name stays in the audit.</p>`,
        button: isEnabling ? 'Enable' : 'Disable',
        back: `/console/user/${params.userId}`,
      }
    },
    async perform(ctx, { params, form }) {
      const { name } = await find(ctx, params.userId)
      await disableUser(ctx, { name, enable: form.enable === 'yes' })
      return `/console/user/${params.userId}?did=acted`
    },
    again: (ctx, { params }, form) => userPage(ctx, params.userId, form),
  })
  act(shell, {
    ...{ path: '/user/:userId/link', permission: MANAGE, params: Params },
    async perform(ctx, { params }) {
      const { name } = await find(ctx, params.userId)
      return linkPage(shell, name, await makeEnrolment(ctx, { name }))
    },
    again: (ctx, { params }, form) => userPage(ctx, params.userId, form),
  })
  act(shell, {
    ...{ path: '/user/:userId/session/:sessionId/end', permission: MANAGE, params: SessionParams },
    async perform(ctx, { params }) {
      await endSession(ctx, { sessionId: params.sessionId })
      return `/console/user/${params.userId}?did=ended`
    },
  })
}

/** @throws AppError NOT_FOUND */
async function find(ctx: ConsoleCtx, userId: string): Promise<ListedUser> {
  const user = (await listUsers(ctx)).find((one) => one.userId === userId)
  if (user === undefined) throw new AppError('NOT_FOUND', 'There is no such user.')
  return user
}

async function read(
  ctx: ConsoleCtx,
  { show }: Static<typeof Query>,
  { limit, after }: Place,
): Promise<Rows<ListedUser>> {
  const all = (await listUsers(ctx)).filter(({ disabledAt }) => show === 'all' || disabledAt === null)
  const from = after === undefined ? 0 : all.findIndex(({ userId }) => userId === after) + 1
  const rows = all.slice(from, from + limit)
  return { rows, next: all.length > from + limit ? rows.at(-1)?.userId : undefined }
}

function grantOf({ role, clients }: { role: RoleName; clients?: string }): RoleGrant {
  return { role, clientIds: clients === undefined ? [] : clients.split(/[ ,]+/).map(Number) }
}

function placeOf(clientId: number): string {
  return clientId === 0 ? '' : ` for client ${clientId}`
}

function stateOf({ disabledAt }: ListedUser): Html {
  return disabledAt === null ? badge('enabled', 'good') : badge('disabled', 'plain')
}

function rolesOf({ grants }: ListedUser): string {
  return grants.map(({ role, clientId }) => `${role}${placeOf(clientId)}`).join(', ')
}

const COLUMNS: readonly ListColumn<ListedUser>[] = [
  {
    ...{ id: 'name', head: 'Name' },
    cell: ({ userId, name }) => html`<a href="/console/user/${userId}">${name}</a>`,
    csv: ({ name }) => name,
  },
  {
    id: 'state',
    head: 'State',
    cell: stateOf,
    csv: ({ disabledAt }) => (disabledAt === null ? 'enabled' : 'disabled'),
  },
  { id: 'roles', head: 'Roles', cell: rolesOf, csv: rolesOf },
  { id: 'email', head: 'E-mail', cell: ({ email }) => email, csv: ({ email }) => email },
  {
    ...{ id: 'invited', head: 'Invited' },
    cell: ({ invitedAt, invitedBy }) => html`${when(invitedAt)}<br><span class="hint">${invitedBy}</span>`,
    csv: ({ invitedAt }) => invitedAt.toISOString(),
  },
]

function roleFields(form: FormState): Html {
  return html`${select({
    ...{ name: 'role', label: 'Role', value: form.values['role'] ?? 'VIEWER' },
    options: ROLE_NAMES.map((role) => ({
      value: role,
      label: `${role}: ${ROLES[role].tells}${isCreditorRole(role) ? ' (a creditor’s)' : ''}`,
    })),
  })}
${field(form, { name: 'clients', label: 'Only for clients', hint: 'Their numbers. Empty: for the agency, which reaches all clients. A creditor’s role needs one.' })}`
}

function invitePage(form: FormState): PageAnswer {
  return {
    title: 'Invite a user',
    body: html`${errorSummary(form)}<form method="post" action="${PATH}/invite" class="narrow">
${field(form, { name: 'name', label: 'Name', hint: 'It is unique and stays: the audit shows it.', isRequired: true, hasFocus: true })}
${field(form, { name: 'email', label: 'E-mail' })}
${roleFields(form)}
<button class="first">Invite</button> <a class="button" href="${PATH}">Do not</a></form>
<p class="hint">Once somebody could approve it, a second person does. Then the link is made on the page of the user.</p>`,
  }
}

/** The link stands on this page alone, and in no address. */
function linkPage(shell: Shell, name: string, link: MadeEnrolment | null): PageAnswer {
  return {
    title: `The link for ${name}`,
    body:
      link === null
        ? html`<p>It is done. The link is made on the page of the user.</p>`
        : html`<p>Hand it to ${name} yourself. It works once, until ${when(link.expiresAt)}, and is shown only here. Earlier links of ${name} have ended.</p>
<pre><code data-copy>${shell.origin()}${link.path}</code></pre><p><a href="${PATH}">All users</a></p>`,
  }
}

async function userPage(ctx: ConsoleCtx, userId: string, form: FormState): Promise<PageAnswer> {
  const user = await find(ctx, userId)
  const mayManage = may(ctx.session.grants, MANAGE, 0)
  const sessions = await listSessionsOf(ctx, user)
  return {
    title: user.name,
    body: html`${errorSummary(form)}${facts([
      ['State', stateOf(user)],
      ['E-mail', user.email],
      ['Invited', html`${when(user.invitedAt)} by ${user.invitedBy}`],
      ['In the audit', html`<a href="/console/audit?person=${userId}">What ${user.name} did</a>`],
    ])}
<h2>Roles</h2>
${grantTable(user, mayManage)}
${
  mayManage
    ? html`<form method="post" action="/console/user/${userId}/grant" class="narrow">${roleFields(form)}<button>Grant the role</button></form>`
    : greyed('Grant a role', lacksText(MANAGE))
}
<h2>Sessions</h2>
${sessionTable(
  { caption: `Where ${user.name} is signed in`, empty: `${user.name} is not signed in.` },
  sessions,
  ({ sessionId }) =>
    mayManage
      ? html`<form method="post" action="/console/user/${user.userId}/session/${sessionId}/end"><button>End it</button></form>`
      : greyed('End it', lacksText(MANAGE)),
)}
${mayManage && stateActs(user)}
<p><a href="${PATH}">All users</a></p>`,
  }
}

function stateActs({ userId, disabledAt }: ListedUser): Html {
  const path = `/console/user/${userId}`
  return html`<h2>Sign-in</h2><div class="actions">${
    disabledAt === null &&
    html`<form method="post" action="${path}/link"><button>Make a link to sign in</button></form>`
  }<form method="post" action="${path}/disable">${
    disabledAt !== null && html`<input type="hidden" name="enable" value="yes">`
  }<button>${disabledAt === null ? 'Disable' : 'Enable again'}</button></form></div>`
}

type Held = ListedUser['grants'][number]

function grantTable({ userId, name, grants }: ListedUser, mayManage: boolean): Html {
  return table(
    {
      ...{ caption: `Roles of ${name}`, empty: `${name} has no role, and sees nothing.` },
      columns: [
        { head: 'Role', cell: ({ role }: Held) => role },
        { head: 'It', cell: ({ role }: Held) => ROLES[role].tells },
        { head: 'For', cell: ({ clientId }: Held) => (clientId === 0 ? 'the agency' : `client ${clientId}`) },
        {
          head: 'Do',
          cell: ({ role, clientId }: Held) =>
            mayManage
              ? html`<form method="post" action="/console/user/${userId}/revoke"><input type="hidden" name="role" value="${role}"><input type="hidden" name="clientId" value="${clientId}"><button>Take it away</button></form>`
              : greyed('Take it away', lacksText(MANAGE)),
        },
      ],
    },
    grants,
  )
}
