import { docsApp } from './app.testing.ts'
import { openBrowser } from './browser.testing.ts'
const docs = await docsApp()
const browser = await openBrowser()
for (const scheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, colorScheme: scheme })
  const page = await context.newPage()
  for (const path of ['', '/accounting', '/accounting-netvisor', '/errors', '/reference']) {
    await page.goto(`${docs.origin}/docs${path}`, { waitUntil: 'networkidle' })
    if (path === '/reference' && scheme === 'light')
      await page
        .locator('#operations-Accounting-postAccountingLedger .opblock-summary-control')
        .click()
        .catch(() => {})
    await page.waitForTimeout(300)
    await page.screenshot({ path: `/tmp/shots/${scheme}${path.replace('/', '-')}.png` })
  }
  await context.close()
}
const phone = await (await browser.newContext({ viewport: { width: 380, height: 800 } })).newPage()
for (const path of ['', '/accounting-netvisor']) {
  await phone.goto(`${docs.origin}/docs${path}`)
  await phone.screenshot({ path: `/tmp/shots/phone${path.replace('/', '-')}.png` })
}
await browser.close()
await docs.close()
