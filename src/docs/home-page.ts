/** The first page: what Saatava does, and all guides by group. */
import { CONNECTORS } from '../connectors/registry.ts'
import { GROUPS } from './guide-list.ts'
import { frame } from './layout.ts'

const STEPS: readonly [string, string][] = [
  ['Your software', 'POST invoices, vouchers, payments'],
  ['Receivers', 'e-invoice, email, letter: if one channel fails, Saatava uses the next'],
  ['Collection', 'unpaid invoices are reminded as the law allows; each amount names its rule'],
  ['Money', 'bank files are matched and allocated; the creditor is paid once'],
  ['Accounting system', `${CONNECTORS.length} systems of four countries: each document exactly once`],
]

export const LEAD =
  'Saatava takes sales invoices by the CFIS partner API and delivers them. It reminds and collects what is not paid, allocates what is paid, pays the creditor out, and books it all in the accounting system of each company. Nothing that it has acknowledged is lost, and nothing is sent, booked or paid out twice.'

export function homePage(): string {
  const groups = GROUPS.map(({ title, guides }) => {
    const cards = guides.map(
      ({ slug, title: name, about }) => `<a href="/docs/${slug}"><strong>${name}</strong>${about}</a>`,
    )
    return `<h2 id="${title.toLowerCase()}">${title}</h2>\n<div class="cards">\n${cards.join('\n')}\n</div>`
  })
  const flow = STEPS.map(([name, what]) => `<li><strong>${name}</strong>${what}</li>`).join(
    '<li class="arrow" aria-hidden="true">→</li>',
  )
  return frame(
    'Documentation',
    `<main class="home" id="content">
<h1>Receivables, from the invoice to the money</h1>
<p class="lead">${LEAD}</p>
<div class="buttons"><a class="first" href="/docs/getting-started">Get started</a><a href="/docs/reference">API reference</a><a href="/llms.txt">For language models</a></div>
<ol class="flow">${flow}</ol>
${groups.join('\n')}
</main>`,
  )
}
