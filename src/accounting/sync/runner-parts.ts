import type { Logger } from 'pino'
import type { Platform } from '../../platform/context.ts'
import type { Recorder } from './recorder.ts'

/** What serving a connection works with. */
export interface RunnerParts {
  platform: Platform
  recorder: Recorder
  log: Logger
  stopping: () => boolean
}
