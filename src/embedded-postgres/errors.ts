/** The embedded server could not be started or stopped. The message says what to do about it. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
  }
}

// Explains the messages of PostgreSQL and initdb to the person at the keyboard. First match wins.
const ADVICE: [RegExp, string][] = [
  [/No space left on device/i, 'The disk is full: free some space, then start again. No stored data is lost.'],
  [/Disk quota exceeded/i, 'The disk quota is used up: free some space, then start again. No stored data is lost.'],
  [
    /could not map anonymous shared memory|could not create shared memory segment|Cannot allocate memory/i,
    'There is not enough memory for the embedded server (it takes about 300 MB): free some, or set DATABASE_URL.',
  ],
  [
    /database files are incompatible with server|was initialized by PostgreSQL version/i,
    'Another version of PostgreSQL wrote the data: move them with pg_dump and pg_restore.',
  ],
  [
    /cannot be run as root|must not be run as root|administrative permissions/i,
    'PostgreSQL refuses to run with administrator rights: start as an ordinary user, or set DATABASE_URL.',
  ],
  [
    /could not locate a valid checkpoint record|could not read control file|invalid (primary )?checkpoint|PANIC:/i,
    'The data folder is damaged: restore it from a backup, or move it away to begin with an empty one.',
  ],
  [
    /error while loading shared libraries|Library not loaded|GLIBC|not found \(required by|cannot execute binary/i,
    'The embedded server does not run on this system: install PostgreSQL 15 to 18 and set DATABASE_URL.',
  ],
  [
    /Read-only file system/i,
    'The data folder is on a read-only file system: set DATA_DIR to a folder that can be written.',
  ],
  [/Permission denied/i, 'The user that runs PostgreSQL may not enter or write the folder named above.'],
]

/** An error for a failed program: its last words, and the advice that fits them. */
export function explain(what: string, output: string): EmbeddedPostgresError {
  const lines = output.trim().split('\n').slice(-8).join('\n  ')
  const advice = ADVICE.find(([pattern]) => pattern.test(output))?.[1]
  return new EmbeddedPostgresError(
    [what, lines === '' ? '' : `It said:\n  ${lines}`, advice ?? ''].filter((part) => part !== '').join('\n'),
  )
}
