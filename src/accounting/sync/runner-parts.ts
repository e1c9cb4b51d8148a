import type { Logger } from 'pino'
import type { Platform } from '../../platform/context.ts'
import type { Recorder } from './recorder.ts'

/** Services that serving a connection uses. */
export interface RunnerParts {
  platform: Platform
  recorder: Recorder
  log: Logger
  stopping: () => boolean
}
