/** Faults of a page that a browser can measure. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Faults of accessibility of the page as it is now, by axe. In the dark the colours alone differ. */
export async function axeFaults(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme })
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(AXE)
  const run = colorScheme === 'light' ? RULES : { type: 'rule', values: ['color-contrast'] }
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ${JSON.stringify(run)} }).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  )
}

/** The page is no wider than its window. */
export async function assertFits(page: Page, width: number, name: string): Promise<void> {
  await page.setViewportSize({ width, height: 800 })
  const [inner, outer] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )
  assert.ok(inner <= outer, `${name}: ${inner} px in ${outer}`)
}
