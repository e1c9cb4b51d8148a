/** Debian's Chromium with a fresh profile, where there is one. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = PLACES.find((path) => existsSync(path))

/** False, or why the browser tests are skipped. */
export const browserAbsent: false | string =
  executablePath === undefined ? `no Chromium at ${PLACES.join(', ')}: apt-get install -y chromium` : false

export function openBrowser() {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
}
