/** The model of every country. */
import { DK } from './dk.ts'
import { FI } from './fi.ts'
import { NO } from './no.ts'
import { SE } from './se.ts'
import type { Land, LandModel } from './shape.ts'

export const MODELS: Readonly<Record<Land, LandModel>> = { FI, SE, NO, DK }
