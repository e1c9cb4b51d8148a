/** Saved views of a list: its address with a name. They belong to a person, who may share them with colleagues. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import type { Permission } from '../../permissions/permissions.ts'
import type { Ctx } from '../../platform/context.ts'
import { listViews } from '../../saved-views/list-views.ts'
import type { SavedView } from '../../saved-views/queries.ts'
import { removeView } from '../../saved-views/remove-view.ts'
import { saveView } from '../../saved-views/save-view.ts'
import { type Html, html } from '../html.ts'
import { act } from '../page.ts'
import { parametersOf, withQuery } from '../parts/url.ts'
import type { ConsoleCtx, Shell } from '../shell.ts'
import { scopeOf } from './scope.ts'

const NAME_CHARACTERS_MAX = 60
const PARAMETERS_CHARACTERS_MAX = 1_000
const Form = Type.Object({
  name: Type.String({ minLength: 1, maxLength: NAME_CHARACTERS_MAX }),
  shared: Type.Optional(Type.Literal('yes')),
  parameters: Type.Optional(Type.String({ maxLength: PARAMETERS_CHARACTERS_MAX })),
})
const Params = Type.Object({ viewId: Type.String({ pattern: UUID_PATTERN }) })
/** They belong to one visit of the list. */
const NOT_KEPT = ['after', 'did', 'as']

interface ListPlace {
  /** The path of the list in the browser; that of its acts is below /console. */
  path: string
  actPath: string
  permission: Permission
  /** The names of the parameters that the list takes. */
  known: readonly string[]
}

export function viewActs(shell: Shell, { path, actPath, permission, known }: ListPlace): void {
  act(shell, {
    ...{ path: `${actPath}/views`, permission, form: Form },
    async perform(ctx, { form }) {
      const given = parametersOf(`?${form.parameters ?? ''}`).filter(([name]) => known.includes(name))
      const parameters = new URLSearchParams(given).toString()
      await saveView(ownerCtx(shell, ctx), {
        ...{ clientId: scopeOf(ctx, permission), list: path, parameters, name: form.name },
        isShared: form.shared === 'yes',
      })
      return withQuery(`${path}?${parameters}`, { did: 'view-saved' })
    },
  })
  act(shell, {
    ...{ path: `${actPath}/views/:viewId/remove`, permission, params: Params },
    async perform(ctx, { params }) {
      await removeView(ownerCtx(shell, ctx), { clientId: scopeOf(ctx, permission), viewId: params.viewId })
      return `${path}?did=view-removed`
    },
  })
}

/** The views above a list, the form that saves this one, and the buttons that remove one's own. */
export async function viewLinks(shell: Shell, ctx: ConsoleCtx, place: ListPlace, url: string): Promise<Html> {
  const { path, actPath, permission } = place
  const views = await listViews(ownerCtx(shell, ctx), { clientId: scopeOf(ctx, permission), list: path })
  const parameters = new URLSearchParams(
    parametersOf(url).filter(([name, value]) => !NOT_KEPT.includes(name) && value !== ''),
  ).toString()
  const action = (act: string) =>
    withQuery(`/console${actPath}/${act}`, { client: ctx.clientId === undefined ? undefined : String(ctx.clientId) })
  const mine = views.filter(({ owner }) => owner === ctx.session.name)
  return html`<div class="views">${
    views.length > 0 &&
    html`<nav aria-label="Saved views"><ul>${views.map((view) => viewLink(view, parameters, mine.includes(view)))}</ul></nav>`
  }
<details><summary>Save this view</summary><form method="post" action="${action('views')}" class="inline">
<input type="hidden" name="parameters" value="${parameters}">
<label>Name <input name="name" required maxlength="${NAME_CHARACTERS_MAX}"></label>
<label><input type="checkbox" name="shared" value="yes"> Colleagues see it too</label>
<button>Save</button></form>
${mine.map(
  ({ viewId, name }) =>
    html`<form method="post" action="${action(`views/${viewId}/remove`)}" class="inline"><button class="plain">Remove “${name}”</button></form>
`,
)}</details></div>`
}

function viewLink({ list, parameters, name, owner }: SavedView, shown: string, isMine: boolean): Html {
  const address = parameters === '' ? list : `${list}?${parameters}`
  return html`<li><a href="${address}"${parameters === shown && html` aria-current="page"`}>${name}</a>${
    !isMine && html` <span class="hint">by ${owner}</span>`
  }</li>`
}

/** Views are not of the client that a filter names. */
function ownerCtx({ platform }: Shell, ctx: ConsoleCtx): Ctx {
  return { ...ctx, platform }
}
