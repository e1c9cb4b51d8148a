// The one script of the guides: copy buttons, and the language of the examples that the reader chose. All pages work without it.
'use strict'

const SHOWN_MS = 1500
const LANGUAGE = 'saatava-docs-language'

async function copy(button, text) {
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(await text())
    button.textContent = 'Copied'
  } catch {
    button.textContent = 'Not copied'
  }
  setTimeout(() => (button.textContent = label), SHOWN_MS)
}

for (const block of document.querySelectorAll('main pre')) {
  const frame = document.createElement('div')
  frame.className = 'code'
  block.replaceWith(frame)
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy'
  button.addEventListener('click', () => void copy(button, () => block.textContent))
  frame.append(block, button)
}

for (const link of document.querySelectorAll('[data-copy-page]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy as Markdown'
  button.addEventListener('click', () => void copy(button, async () => (await fetch(link.dataset.copyPage)).text()))
  link.before(button)
}

// A browser may forbid the store: then the choice holds for this page.
function stored(language) {
  try {
    if (language !== undefined) localStorage.setItem(LANGUAGE, language)
    return localStorage.getItem(LANGUAGE)
  } catch {
    return language ?? null
  }
}

function choose(language) {
  for (const radio of document.querySelectorAll('.tabs > input')) if (radio.value === language) radio.checked = true
}

choose(stored())
for (const radio of document.querySelectorAll('.tabs > input'))
  radio.addEventListener('change', () => {
    const before = radio.getBoundingClientRect().top
    stored(radio.value)
    choose(radio.value)
    // Blocks above have another height now: the one under the pointer stays where it is.
    scrollBy({ top: radio.getBoundingClientRect().top - before, behavior: 'instant' })
  })
