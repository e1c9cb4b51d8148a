/** Bank files: the entries of each, their outcome, and the line and place of each entry that could not be read. */
import { UUID_PATTERN } from '@saatava/core/ids.ts'
import { Type } from 'typebox'
import { oneOf } from '../../platform/http/schema.ts'
import { browseBankFiles, showBankFile } from '../../payments/bank-files/browse-files.ts'
import { COUNTED_MAX, type ListedFile } from '../../payments/bank-files/queries.ts'
import { takeBankFile } from '../../payments/take-bank-file.ts'
import { type Html, html } from '../html.ts'
import { list } from '../list/list.ts'
import type { Filter, ListColumn } from '../list/spec.ts'
import { page, upload } from '../page.ts'
import { badge } from '../parts/badge.ts'
import { greyed } from '../parts/greyed.ts'
import { refusalOf } from '../parts/refusal.ts'
import { when } from '../parts/when.ts'
import type { ConsoleCtx, Screen } from '../shell.ts'
import { bankFilePage } from './bank-files/file-page.ts'

/** A larger file goes by the command or by the API. */
const BYTES_MAX = 64 * 1024 ** 2
const ENTRIES = 100
const ListQuery = Type.Object({ show: Type.Optional(oneOf(['faulty'])) })
const Params = Type.Object({ fileId: Type.String({ pattern: UUID_PATTERN }) })
const OneQuery = Type.Object({
  show: Type.Optional(oneOf(['all'])),
  after: Type.Optional(Type.String({ maxLength: 200 })),
})

export const bankFiles: Screen = {
  menu: { path: '/console/bank-files', label: 'Bank files', permission: 'funds.read', group: 'Money' },
  routes(shell) {
    list(shell, {
      ...{ path: '/bank-files', name: 'bank-files', nouns: ['file', 'files'], title: 'Bank files' },
      ...{ permission: 'funds.read', query: ListQuery, filters: () => FILTERS, columns: COLUMNS },
      keyOf: ({ fileId }) => fileId,
      read: (ctx, { show }, { limit, after }) =>
        browseBankFiles(ctx, { faultyOnly: show === 'faulty', limit, after: after ?? null }),
      above: (ctx) => uploadForm(ctx),
      empty: 'No bank file has come yet. Send the first one above, or put it into the folder of bank files.',
    })
    page(shell, {
      ...{ path: '/bank-file/:fileId', permission: 'funds.read', params: Params, query: OneQuery },
      async show(ctx, { params, query, url }) {
        const isWhole = query.show === 'all'
        const place = { waitingOnly: !isWhole, limit: ENTRIES, after: query.after ?? '' }
        const shown = await showBankFile(ctx, { fileId: params.fileId, ...place })
        const body = bankFilePage(shown, { isWhole, after: query.after, url, form: uploadForm(ctx) })
        return { title: `Bank file ${shown.file.name}`, body }
      },
    })
    upload(shell, {
      ...{ path: '/bank-files/upload', permission: 'bank-file.take', bytesMax: BYTES_MAX },
      async take(ctx, { name, bytes }) {
        const { fileId, before } = await takeBankFile(ctx, { name, stream: once(bytes) })
        shell.wake()
        return `/console/bank-file/${fileId}?did=${before ? 'file-known' : 'file-taken'}`
      },
    })
  },
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

const FILTERS: readonly Filter[] = [
  {
    ...{ name: 'show', label: 'Show' },
    options: [
      { value: '', label: 'every file' },
      { value: 'faulty', label: 'files with faults alone' },
    ],
  },
]

/** A file may be sent again: entries that are known do not change. */
function uploadForm(ctx: ConsoleCtx): Html {
  const refusal = refusalOf(ctx, 'bank-file.take')
  if (refusal !== undefined) return html`<p>${greyed('Send a bank file', refusal)}</p>`
  return html`<form method="post" action="/console/bank-files/upload" enctype="multipart/form-data" class="inline upload">
<label for="file">Bank file</label><input id="file" name="file" type="file" required>
<button>Take the file</button>
<span class="hint">camt.053, camt.054, BgMax, OCR giro, KTL or pain.002, up to ${BYTES_MAX / 1024 ** 2} MB</span></form>`
}

const COLUMNS: readonly ListColumn<ListedFile>[] = [
  {
    ...{ id: 'name', head: 'File' },
    cell: ({ fileId, name }) => html`<a href="/console/bank-file/${fileId}">${name}</a>`,
    csv: ({ name }) => name,
  },
  { id: 'format', head: 'Format', cell: ({ format }) => format, csv: ({ format }) => format },
  {
    id: 'came',
    head: 'Came',
    cell: ({ receivedAt }) => when(receivedAt),
    csv: ({ receivedAt }) => receivedAt.toISOString(),
  },
  { id: 'entries', head: 'Entries', isNumber: true, cell: ({ entries }) => entries, csv: ({ entries }) => entries },
  { id: 'known', head: 'Known before', isNumber: true, cell: ({ known }) => known, csv: ({ known }) => known },
  {
    id: 'matched',
    head: 'Matched',
    isNumber: true,
    cell: (row) => counted(row, row.matched),
    csv: ({ matched }) => matched,
  },
  {
    id: 'waiting',
    head: 'Waiting',
    isNumber: true,
    cell: (row) => counted(row, row.waiting),
    csv: ({ waiting }) => waiting,
  },
  {
    ...{ id: 'state', head: 'State' },
    cell: (row) => stateBadge(row),
    csv: ({ complete, faultCount }) =>
      complete === false ? 'INCOMPLETE' : faultCount > 0 ? `${faultCount} FAULTS` : 'READ',
  },
]

/** The list counts only the first entries of a large file. */
function counted({ entries }: ListedFile, count: number): string {
  return entries > COUNTED_MAX && count > 0 ? `${count}+` : String(count)
}

function stateBadge({ state, complete, faultCount }: Pick<ListedFile, 'state' | 'complete' | 'faultCount'>): Html {
  if (state === 'reading') return badge('being read')
  if (complete === false) return badge('incomplete', 'bad')
  return faultCount > 0 ? badge(`${faultCount} unreadable`, 'bad') : badge('read', 'good')
}
