import type { Migration } from 'kysely'
import { up as basis } from './basis.ts'
import { up as catalogues } from './catalogues.ts'
import { up as clockOffsets } from './clock-offsets.ts'
import { up as expiryIndex } from './expiry-index.ts'
import { up as filters } from './filters.ts'
import { up as firstLogin } from './first-login.ts'
import { up as requests } from './requests.ts'
import { up as signIn } from './sign-in.ts'
import { up as workerHistory } from './worker-history.ts'
import { up as workerRouting } from './worker-routing.ts'
import { up as writeProbe } from './write-probe.ts'

/** Every migration under its name; they run in the order of their names, and a name never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-first-login': { up: firstLogin },
  '0002-expiry-index': { up: expiryIndex },
  '0003-catalogues': { up: catalogues },
  '0004-requests': { up: requests },
  '0005-basis': { up: basis },
  '0006-clock-offsets': { up: clockOffsets },
  '0007-worker-routing': { up: workerRouting },
  '0008-worker-history': { up: workerHistory },
  '0009-filters': { up: filters },
  '0010-write-probe': { up: writeProbe },
  '0011-sign-in': { up: signIn },
}
