// The one script of the console. Everything but a passkey works without it.
'use strict'

// A link that works once has its code behind "#": no server, log or proxy has seen it. It is taken off the address, and sent.
const enter = document.querySelector('form[data-enter]')
if (enter && location.hash.length > 1) {
  enter.elements.code.value = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
  enter.submit()
}

// A form with a passkey: the browser asks for it, and the form carries its answer.
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const says = form.querySelector('[data-says]')
  const fail = (text) => {
    says.textContent = text
    says.hidden = false
  }
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    fail('This browser cannot use passkeys. Use another one, or sign in another way.')
    continue
  }
  form.querySelector('button').disabled = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    says.hidden = true
    void answer()
  })
  const answer = async () => {
    try {
      const options = JSON.parse(form.dataset.options)
      const isNew = form.dataset.passkey === 'create'
      const credential = isNew
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      form.elements.response.value = JSON.stringify(credential.toJSON())
      form.submit()
    } catch (error) {
      const isOff = error.name === 'NotAllowedError'
      fail(isOff ? 'No passkey was used: it took too long, or was cancelled. Try again.' : error.message)
    }
  }
}

// What is wrong with a form is read first.
document.getElementById('errors')?.focus()

// A click on an identifier copies it.
for (const code of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'plain'
  button.textContent = 'Copy'
  button.setAttribute('aria-label', `Copy ${code.textContent}`)
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.textContent).then(() => (button.textContent = 'Copied'))
  })
  code.after(' ', button)
}

// Keys, unless the person has switched them off (the dialog lists them).
const KEYS_OFF = 'saatava-keys-off'
const areKeysOff = () => localStorage.getItem(KEYS_OFF) === 'yes'
const keys = document.getElementById('keys')
if (keys) {
  const opener = document.querySelector('[data-keys]')
  opener.hidden = false
  opener.addEventListener('click', () => keys.showModal())
  const areOn = keys.querySelector('[data-keys-on]')
  areOn.checked = !areKeysOff()
  areOn.addEventListener('change', () => localStorage.setItem(KEYS_OFF, areOn.checked ? 'no' : 'yes'))
}

// Rows of a list: j and k move between them, Enter opens one, x ticks one, e snoozes its task.
const rows = [...document.querySelectorAll('main tbody tr')]
const row = () => rows.findIndex((one) => one.contains(document.activeElement))
const focusRow = (at) => rows[Math.min(Math.max(at, 0), rows.length - 1)]?.querySelector('a, button')?.focus()
const GO_MS_MAX = 1500
let wentAt = -Infinity
const ACTS = {
  j: () => focusRow(row() + 1),
  k: () => focusRow(row() - 1),
  x: () => rows[row()]?.querySelector('.tick')?.click(),
  e: () => {
    const link = rows[row()]?.querySelector('a[href$="#snooze"]')
    if (link) link.click()
    else document.querySelector('#snooze input')?.focus()
  },
  g: () => (wentAt = performance.now()),
  '/': () => document.querySelector('[data-search]')?.focus(),
  '?': () => keys?.showModal(),
}
// A key that is held acts once: the next page may have its first button in focus.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.repeat) event.preventDefault()
  const isTyping = event.target.closest?.('input:not([type=checkbox]), select, textarea')
  if (isTyping || keys?.open || areKeysOff() || event.ctrlKey || event.metaKey || event.altKey) return
  const goes = performance.now() - wentAt < GO_MS_MAX && event.key.length === 1
  const item = goes ? document.querySelector(`[data-go="${CSS.escape(event.key)}"]`) : null
  wentAt = -Infinity
  if (item) item.click()
  else if (Object.hasOwn(ACTS, event.key)) ACTS[event.key]()
  else return
  event.preventDefault()
})

// A region that changes while nobody acts is fetched again until it has come to rest. Then the whole page is, unless somebody types.
for (const region of document.querySelectorAll('[data-refresh]')) {
  const again = () => {
    const request = new XMLHttpRequest()
    request.open('GET', location.href)
    request.responseType = 'document'
    request.onload = () => {
      const fresh = request.response?.getElementById(region.id)
      const isTyping = document.activeElement?.matches('input, select, textarea')
      if (fresh?.dataset.refresh) region.replaceChildren(...fresh.childNodes)
      else if (!isTyping) return location.reload()
      later()
    }
    request.onerror = later
    request.send()
  }
  const later = () => setTimeout(again, Number(region.dataset.refresh) * 1000)
  later()
}
