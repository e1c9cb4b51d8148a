/**
 * Bulk acts of a list: on ticked rows, or on all that match. A person sees first what would be done and what would be refused. Then a
 * job does it, and has its own page.
 */
import { type Static, type TSchema, Type } from 'typebox'
import { BULK_ACT_NAMES, type BulkServices, bulkActOf } from '../../bulk/acts.ts'
import type { BulkInput } from '../../bulk/job.ts'
import { TRIED_MAX, previewBulk } from '../../bulk/preview-bulk.ts'
import { ALONE_MAX, BULK_ROWS_MAX, digestOf, startBulk } from '../../bulk/start-bulk.ts'
import { OPERATOR_TENANT } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/context.ts'
import { date, oneOf } from '../../platform/http/schema.ts'
import { may } from '../../users/may.ts'
import { type Html, html } from '../html.ts'
import { act } from '../page.ts'
import { table } from '../parts/table.ts'
import { withQuery } from '../parts/url.ts'
import type { ConsoleCtx, Preview, Shell } from '../shell.ts'
import { countText } from './count.ts'
import { scopeOf } from './scope.ts'
import type { BulkSpec, ListOf, ListSpec, Query } from './spec.ts'

const PAGE_ROWS = 1_000
const REFUSED_SHOWN_MAX = 50
const FORM_ID = 'bulk'

const Form = Type.Object({
  act: oneOf(BULK_ACT_NAMES),
  row: Type.Optional(Type.String({ maxLength: 60_000 })),
  all: Type.Optional(Type.Literal('yes')),
  until: Type.Optional(date()),
})
type Form = Static<typeof Form>

interface Asked<V> {
  query: V
  form: Form
  url: string
}

/** @param path of the acts of the list, below /console  @param query the schema of the filters */
export function bulkRoute<Q extends TSchema, Row>(
  shell: Shell,
  spec: ListSpec<Q, Row>,
  { path, query }: { path: string; query: TSchema },
): void {
  const { bulk } = spec
  if (bulk === undefined) return
  const whole = Type.Object({ ...(query as { properties?: Record<string, TSchema> }).properties })
  act(shell, {
    ...{ path: `${path}/bulk`, permission: spec.permission, query: whole, form: Form },
    async preview(ctx, input) {
      const asked = await inputOf<Query<Q>, Row>(spec, bulk, ctx, input as unknown as Asked<Query<Q>>)
      return previewOf(wholeCtx(shell, ctx), shell, asked)
    },
    async perform(ctx, input) {
      const asked = await inputOf<Query<Q>, Row>(spec, bulk, ctx, input as unknown as Asked<Query<Q>>)
      const jobId = await startBulk(wholeCtx(shell, ctx), asked)
      shell.wake()
      const client = asked.clientId === OPERATOR_TENANT ? undefined : String(asked.clientId)
      return withQuery(`/console/bulk/${jobId}`, { client })
    },
  })
}

/** Rows may be those of several clients: each is done under the wall of its client. */
function wholeCtx({ platform }: Shell, ctx: ConsoleCtx): Ctx {
  return { ...ctx, platform }
}

async function inputOf<V, Row>(
  spec: ListOf<V, Row>,
  bulk: BulkSpec<V, Row>,
  ctx: ConsoleCtx,
  { query, form, url }: Asked<V>,
): Promise<BulkInput> {
  const keys = form.all === 'yes' ? await allKeys(spec, bulk, ctx, query) : tickedKeys(form.row)
  const [, parameters = ''] = withQuery(url, { did: undefined }).split('?', 2)
  return {
    ...{ clientId: scopeOf(ctx, spec.permission), act: form.act, keys },
    fields: form.until === undefined ? {} : { until: form.until },
    list: `/console${spec.path}${parameters === '' ? '' : `?${parameters}`}`,
  }
}

function tickedKeys(row: string | undefined): string[] {
  return row === undefined ? [] : [...new Set(row.split(',').map((key) => decodeURIComponent(key)))]
}

/** One more than a job may have shows that there are too many. */
async function allKeys<V, Row>(
  { read }: ListOf<V, Row>,
  { keyOf }: BulkSpec<V, Row>,
  ctx: ConsoleCtx,
  query: V,
): Promise<string[]> {
  const keys: string[] = []
  let after: string | undefined
  do {
    const { rows, next } = await read(ctx, query, { limit: PAGE_ROWS, after })
    keys.push(...rows.map(keyOf))
    after = next
  } while (after !== undefined && keys.length <= BULK_ROWS_MAX)
  return keys
}

async function previewOf(ctx: Ctx, services: BulkServices, input: BulkInput): Promise<Preview> {
  const { total, tried } = await previewBulk(ctx, services, input)
  const refused = tried.filter(({ outcome }) => outcome === 'REFUSED')
  const done = tried.length - refused.length
  const { label } = bulkActOf(input.act)
  const columns = [
    { head: 'Row', cell: ({ key }: (typeof tried)[number]) => html`<code>${key}</code>` },
    { head: 'Reason', cell: ({ reason }: (typeof tried)[number]) => reason },
  ]
  return {
    title: `${label}: ${countText(total, ['row', 'rows'])}?`,
    effect: html`<p data-rows="${digestOf(input.keys)}"><strong>${done}</strong> will be done, <strong>${refused.length}</strong> will be refused. ${bulkActOf(input.act).explains}</p>
${total > TRIED_MAX && html`<p>Only the first ${TRIED_MAX} of ${total} rows were tried. The job tries each of the others when its turn comes.</p>`}
${total > ALONE_MAX && html`<p>These are more than ${ALONE_MAX} rows: where four eyes is on, a second person decides.</p>`}
${refused.length > 0 && table({ caption: 'Refused, and why', columns, empty: '' }, refused.slice(0, REFUSED_SHOWN_MAX))}
${refused.length > REFUSED_SHOWN_MAX && html`<p class="hint">And ${refused.length - REFUSED_SHOWN_MAX} more.</p>`}`,
    button: `${label} (${total})`,
    back: input.list,
  }
}

/** The box that ticks a row. */
export function tickBox<V, Row>({ keyOf }: BulkSpec<V, Row>, row: Row, name: string): Html {
  return html`<input type="checkbox" class="tick" form="${FORM_ID}" name="row" value="${encodeURIComponent(keyOf(row))}" aria-label="Select ${name}">`
}

/** The acts above a list. One that the person may not do is left out, because each row says why. */
export function bulkBar<V, Row>(
  { session, clientId }: ConsoleCtx,
  { acts }: BulkSpec<V, Row>,
  { path, url, count, nouns }: { path: string; url: string; count: number; nouns: readonly [string, string] },
): Html | null {
  const allowed = acts.filter((name) => may(session.grants, bulkActOf(name).permission, clientId ?? OPERATOR_TENANT))
  if (allowed.length === 0 || count === 0) return null
  const [, query = ''] = withQuery(url, { after: undefined, did: undefined, columns: undefined }).split('?', 2)
  const needsDay = allowed.some((name) => bulkActOf(name).needsDay === true)
  return html`<form id="${FORM_ID}" method="post" action="/console${path}/bulk${query !== '' && `?${query}`}" class="bulk" aria-label="Do it for many ${nouns[1]}">
<span>Ticked ${nouns[1]}, or <label><input type="checkbox" name="all" value="yes"> all ${countText(count, nouns)} that match</label>:</span>
${needsDay && html`<label>until <input type="date" name="until"></label>`}
${allowed.map(
  (name) => html`<button name="act" value="${name}">${bulkActOf(name).label}…</button>
`,
)}</form>`
}
