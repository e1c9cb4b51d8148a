/** The letters that were taken, for a person with a browser: a list, and each as the PDF that would be printed. */
import { escapeXml } from '@saatava/core/xml.ts'
import type { FastifyInstance } from 'fastify'
import { PLAIN_POLICY, plainPage } from '../../look/plain-page.ts'
import type { KeptLetter, KeptLetters } from './kept-letters.ts'

export function mountViews(app: FastifyInstance, letters: KeptLetters): void {
  app.get('/letters', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', PLAIN_POLICY).send(page(letters.all())),
  )
  app.get<{ Params: { name: string } }>('/letters/:name', (request, reply) => {
    const letter = letters.find(request.params.name.replace(/\.pdf$/, ''))
    if (letter === undefined)
      return reply
        .code(404)
        .send({ message: 'There is no such letter, or it has been let go. GET letters lists them.' })
    return reply
      .type('application/pdf')
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', `inline; filename="${letter.deliveryId}.pdf"`)
      .send(letter.pdf)
  })
}

function page(letters: readonly KeptLetter[]): string {
  const rows = letters.map(
    ({ deliveryId, at, invoiceNumber, addressLines, pages, class: postage }) =>
      `<tr><td>${escaped(at)}</td><td>${escaped(addressLines.join(', '))}</td><td>${escaped(invoiceNumber)}</td>` +
      `<td>${pages}</td><td>${escaped(postage)}</td><td><a href="letters/${encodeURIComponent(deliveryId)}.pdf">PDF</a></td></tr>`,
  )
  const head = ['At', 'To', 'Invoice', 'Pages', 'Postage', 'Letter'].map((title) => `<th>${title}</th>`).join('')
  return plainPage(
    'Letters of the simulated print house',
    `<p>The simulated print house has taken these letters since it started, the newest first. Nothing is printed and nothing is sent.</p>
${rows.length === 0 ? '<p>No letter has come yet.</p>' : `<div class="table"><table><tr>${head}</tr>${rows.join('')}</table></div>`}`,
  )
}

function escaped(text: string): string {
  return escapeXml(text, 'double')
}
