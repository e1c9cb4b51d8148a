/** Work, and what must be done after it whatever happens: Ctrl-C included, or an embedded server would be left behind. */

/** `end` runs after `work`, whatever became of it, and on Ctrl-C too: an embedded server must not be left behind. */
export async function finishing<T>(work: () => Promise<T>, end: () => Promise<void>): Promise<T> {
  const onSignal = interrupted(end)
  try {
    return await work()
  } finally {
    onSignal.forget()
    await end()
  }
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const
const endings: (() => Promise<void>)[] = []
let ending = false

function interrupted(end: () => Promise<void>): { forget(): void } {
  if (endings.length === 0) {
    for (const signal of Object.keys(SIGNALS)) process.on(signal, endAll)
  }
  endings.push(end)
  return {
    forget() {
      endings.splice(endings.indexOf(end), 1)
      if (endings.length === 0) for (const signal of Object.keys(SIGNALS)) process.off(signal, endAll)
    },
  }
}

/** The last opened is closed first. A second signal does not wait. */
function endAll(signal: keyof typeof SIGNALS): void {
  if (ending) process.exit(SIGNALS[signal])
  ending = true
  void (async () => {
    for (const end of endings.toReversed()) await end().catch(() => undefined)
    process.exit(SIGNALS[signal])
  })()
}
