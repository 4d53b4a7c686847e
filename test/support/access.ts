import type { Access } from '../../src/edge/http/context.ts'
import { createEntrance } from '../../src/edge/http/enter/entrance.ts'
import { LOOPBACK_NAMES } from '../../src/edge/http/local-request.ts'

/** Who may reach an app that a test makes by itself; without changes only this machine. */
export const accessOf = (changes: Partial<Access> = {}): Access => ({
  adminToken: null,
  open: false,
  openHosts: LOOPBACK_NAMES,
  entrance: createEntrance(),
  ...changes,
})
