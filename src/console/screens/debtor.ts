/** One debtor over all its cases: what is owed today, its contact for all cases, its marks, and its national id for a reason. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { type Static, Type } from 'typebox'
import { correct, correctDebtor, removeMark, setMark, setMarkIn } from '../../case-api/debtors/change-debtor.ts'
import { previewDebtor } from '../../case-api/debtors/preview-debtor.ts'
import { unmaskDebtor } from '../../case-api/debtors/unmask-debtor.ts'
import { unmarkDebtor } from '../../dunning/debtors/mark-debtor.ts'
import type { Tx } from '../../platform/database.ts'
import { act, page } from '../page.ts'
import { debtorPath } from '../parts/paths.ts'
import type { ConsoleCtx, Preview, Screen, Shell } from '../shell.ts'
import { byField } from './by-field.ts'
import { ctxOfClient } from './case/case-data.ts'
import { titled } from './case/words.ts'
import { loadDebtor, readDebtor } from './debtor/debtor-data.ts'
import { debtorPage } from './debtor/debtor-page.ts'
import { debtorEffect } from './debtor/effect.ts'
import type { DebtorForms } from './debtor/forms.ts'
import { ContactForm, MarkForm, UnmarkForm, UnmaskForm, fieldOfPointer, markOf, patchOf } from './debtor/requests.ts'

const PATH = '/client/:clientIdentifier/debtor/:debtorId'
const Params = Type.Object({
  clientIdentifier: Type.Integer({ minimum: 1, maximum: 99_999_999_999_999 }),
  debtorId: Type.String({ pattern: UUID_PATTERN }),
})
interface At {
  params: Static<typeof Params>
}

export const debtor: Screen = {
  routes(shell) {
    page(shell, {
      ...{ path: PATH, permission: 'debtor.read', params: Params },
      data: {
        apiPath: ({ params }) => `/api/v1/partner/debtors/${params.debtorId}`,
        read: (ctx, { params }) => readDebtor(ctxOfClient(ctx), params.debtorId),
      },
      show: (ctx, at) => draw(shell, ctx, at, {}),
    })
    contactRoute(shell)
    markRoute(shell)
    unmarkRoute(shell)
    unmaskRoute(shell)
  },
}

function contactRoute(shell: Shell): void {
  act(shell, {
    ...{ path: `${PATH}/contact`, permission: 'debtor.write', params: Params, form: ContactForm, version },
    preview: (ctx, at) =>
      previewOf(ctx, at, 'Change the contact', async (tx) => {
        const client = ctxOfClient(ctx)
        const { contact } = await readDebtor(client, at.params.debtorId)
        await correct(client, tx, at.params.debtorId, patchOf(at.form, contact))
      }),
    async perform(ctx, { params, form }) {
      const client = ctxOfClient(ctx)
      const { contact } = await readDebtor(client, params.debtorId)
      await correctDebtor(client, params.debtorId, patchOf(form, contact))
      return done(params)
    },
    again: (ctx, at, form) => draw(shell, ctx, at, { returned: { name: 'contact', form } }),
  })
}

function markRoute(shell: Shell): void {
  act(shell, {
    ...{ path: `${PATH}/mark`, permission: 'debtor.mark', params: Params, form: MarkForm, version },
    preview: (ctx, at) =>
      previewOf(ctx, at, `Set the mark ${titled(at.form.mark)}`, (tx) =>
        setMarkIn(ctxOfClient(ctx), tx, at.params.debtorId, markOf(at.form)),
      ),
    async perform(ctx, { params, form }) {
      const { mark, ...body } = markOf(form)
      await byField(() => setMark(ctxOfClient(ctx), params.debtorId, mark, body), fieldOfPointer)
      return done(params)
    },
    again: (ctx, at, form) => draw(shell, ctx, at, { returned: { name: 'mark', form } }),
  })
}

function unmarkRoute(shell: Shell): void {
  act(shell, {
    ...{ path: `${PATH}/unmark`, permission: 'debtor.mark', params: Params, form: UnmarkForm, version },
    preview: (ctx, at) =>
      previewOf(ctx, at, `Lift the mark ${titled(at.form.mark)}`, (tx) => {
        const { clientId, platform } = ctxOfClient(ctx)
        return unmarkDebtor(ctx, tx, { clientId, debtorId: at.params.debtorId }, at.form.mark, platform.clock.now())
      }),
    async perform(ctx, { params, form }) {
      await removeMark(ctxOfClient(ctx), params.debtorId, form.mark)
      return done(params)
    },
    again: (ctx, at, form) => draw(shell, ctx, at, { returned: { name: 'unmark', form } }),
  })
}

/** The id stands on the answer alone, and in no address. */
function unmaskRoute(shell: Shell): void {
  act(shell, {
    ...{ path: `${PATH}/unmask`, permission: 'debtor.unmask', params: Params, form: UnmaskForm },
    async perform(ctx, at) {
      const { params, form } = at
      const nationalId = await unmaskDebtor(ctxOfClient(ctx), { debtorId: params.debtorId, reason: form.reason })
      return draw(shell, ctx, at, {}, nationalId)
    },
    again: (ctx, at, form) => draw(shell, ctx, at, { returned: { name: 'unmask', form } }),
  })
}

async function version(ctx: ConsoleCtx, { params }: At): Promise<string> {
  return (await readDebtor(ctxOfClient(ctx), params.debtorId)).updatedAt
}

async function draw(shell: Shell, ctx: ConsoleCtx, { params }: At, forms: DebtorForms, nationalId?: string) {
  return debtorPage(ctx, await loadDebtor(shell, ctx, ctxOfClient(ctx), params.debtorId), forms, nationalId)
}

async function previewOf(
  ctx: ConsoleCtx,
  { params }: At,
  title: string,
  work: (tx: Tx) => Promise<unknown>,
): Promise<Preview> {
  const { before, after } = await byField(() => previewDebtor(ctxOfClient(ctx), params.debtorId, work), fieldOfPointer)
  return { title, effect: debtorEffect(before, after), button: title, back: pathOf(params) }
}

function done(params: At['params']): string {
  return `${pathOf(params)}?did=acted`
}

function pathOf({ clientIdentifier, debtorId }: At['params']): string {
  return debtorPath({ clientId: clientIdentifier, debtorId })
}
