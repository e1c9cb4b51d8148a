/** Shows the mails to a person with a browser: a list, the HTML part, the text, the whole mail, the attachments. */
import { escapeXml } from '@saatava/core/xml.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import { plainPage } from '../../look/plain-page.ts'
import type { Books } from './books.ts'
import { RECEIVERS } from './receivers.ts'

const LISTED_MAX = 200
/** Types that a browser shows and that run nothing; all others are downloaded. */
const SHOWN = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain']
// A mail is written by strangers, and shown here under the service's own name: it may run nothing and fetch nothing.
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

interface Params {
  id: string
  n: string
}

export function mountViews(app: FastifyInstance, books: Books): void {
  app.get('/messages', (_request, reply) => html(reply, list(books)))
  app.get<{ Params: Params }>('/messages/:id', async (request, reply) => {
    const email = await emailOf(books, request.params.id)
    if (email === undefined) return missing(reply)
    return html(reply, email.html ?? `<!doctype html><meta charset="utf-8"><pre>${escaped(email.text ?? '')}</pre>`)
  })
  app.get<{ Params: Params }>('/messages/:id/text', async (request, reply) => {
    const email = await emailOf(books, request.params.id)
    return email === undefined ? missing(reply) : plain(reply, email.text ?? '')
  })
  app.get<{ Params: Params }>('/messages/:id/raw', (request, reply) => {
    const raw = books.raw(Number(request.params.id))
    return raw === undefined ? missing(reply) : plain(reply, raw)
  })
  app.get<{ Params: Params }>('/messages/:id/attachments/:n', async (request, reply) => {
    const email = await emailOf(books, request.params.id)
    const attachment = email?.attachments[Number(request.params.n) - 1]
    return attachment === undefined ? missing(reply) : file(reply, attachment)
  })
}

async function emailOf(books: Books, id: string): Promise<Email | undefined> {
  const raw = books.raw(Number(id))
  return raw === undefined ? undefined : await PostalMime.parse(raw)
}

function html(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(text)
}

function plain(reply: FastifyReply, text: string | Buffer): FastifyReply {
  return reply.type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(text)
}

function file(reply: FastifyReply, { filename, mimeType, content }: Attachment): FastifyReply {
  const shown = SHOWN.includes(mimeType)
  const name = encodeURIComponent(filename ?? 'attachment')
  return reply
    .type(shown ? mimeType : 'application/octet-stream')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .send(Buffer.from(content as ArrayBuffer))
}

function missing(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ message: 'There is no such message, or it has been let go. GET messages lists them.' })
}

function list(books: Books): string {
  const mails = books.mails().slice(-LISTED_MAX).reverse()
  const rows = mails.map(
    ({ id, at, machineAt = at, to, subject, bytes }) =>
      `<tr><td>${escaped(at)}</td><td>${escaped(machineAt)}</td><td>${escaped(to.join(', '))}</td><td><a href="messages/${id}">${escaped(subject)}</a></td><td class="number">${bytes}</td><td><a href="messages/${id}/attachments/1">attachment</a> <a href="messages/${id}/text">text</a> <a href="messages/${id}/raw">raw</a></td></tr>`,
  )
  const words = RECEIVERS.map(({ word, does }) => `<li><code>${word}@…</code> ${escaped(does)}</li>`)
  return plainPage(
    'Mails sent',
    `<p>${books.mails().length} in all; the latest ${mails.length}, newest first.</p>
<div class="table"><table><tr><th>At, by the sandbox’s clock</th><th>By the machine’s</th><th>To</th><th>Subject</th><th class="number">Bytes</th><th></th></tr>${rows.join('')}</table></div>
<h2>Test addresses</h2><ul>${words.join('')}</ul>`,
  )
}

function escaped(text: string): string {
  return escapeXml(text, 'double')
}
