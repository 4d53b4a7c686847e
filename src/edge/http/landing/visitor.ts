import { findToken } from '../../../app/sign-in/tokens.ts'
import type { SignedIn } from '../../../core/domain/sign-in.ts'
import type { Worker } from '../../../core/domain/worker.ts'
import type { RouteCall } from '../call.ts'
import type { AppContext } from '../context.ts'
import { REMEMBERED_MS, rememberedLogin } from './remembered-login.ts'

/** The worker who signed in, in its current state. */
export interface Visitor {
  worker: Worker
  /** The id of the login, if the browser remembers it. */
  loginId: string | null
}

/** Identifies a visitor by the token in the query, as legacy Flex passes it, or by the login that the browser remembers. */
export async function visitorOf(call: RouteCall, context: AppContext): Promise<Visitor | null> {
  const { Token } = call.query
  return typeof Token === 'string' ? byToken(Token, context) : byRememberedLogin(rememberedLogin(call), context)
}

async function byToken(token: string, { store, clock }: AppContext): Promise<Visitor | null> {
  const found = await findToken(store, token, clock.now())
  return found && visitor(found.signedIn, null, store)
}

async function byRememberedLogin(id: string | null, { store, clock }: AppContext): Promise<Visitor | null> {
  const report = id === null ? null : await store.loadReport(id)
  if (report?.outcome !== 'accepted' || report.receivedAt === null) return null
  if (clock.now().getTime() - Date.parse(report.receivedAt) > REMEMBERED_MS) return null
  return visitor({ account: report.account, realmUserId: report.subject.nameId ?? '' }, id, store)
}

async function visitor(
  { account, realmUserId }: Pick<SignedIn, 'account' | 'realmUserId'>,
  loginId: string | null,
  store: AppContext['store'],
): Promise<Visitor | null> {
  const worker = await store.findWorkerByName(account, realmUserId)
  return worker && { worker, loginId }
}
