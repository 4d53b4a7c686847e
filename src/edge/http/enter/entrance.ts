import { createHash, randomBytes } from 'node:crypto'

/** How browsers sign in without sending the admin token each time: with a link that works once, and with a session. */
export interface Entrance {
  /** The secret of a new link, which works once, within ten minutes. */
  issueLink(): string
  /** Whether the secret belongs to a link that still works. Uses the link up. */
  redeemLink(secret: string): boolean
  /** The secret of a new session, which lasts as long as the harness runs. */
  openSession(): string
  hasSession(secret: string): boolean
}

const LINK_MS = 10 * 60_000
const MAX_SESSIONS = 1_000

const newSecret = () => randomBytes(24).toString('base64url')
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64')

/** Stores only hashes. @param now the machine's time in milliseconds, regardless of the clock of the harness */
export function createEntrance(now: () => number = Date.now): Entrance {
  const links = new Map<string, number>()
  const sessions = new Set<string>()
  return {
    issueLink: () => {
      const secret = newSecret()
      links.set(hashOf(secret), now() + LINK_MS)
      return secret
    },
    redeemLink: (secret) => {
      const expires = links.get(hashOf(secret)) ?? 0
      links.delete(hashOf(secret))
      return now() < expires
    },
    openSession: () => {
      const [oldest = ''] = sessions
      if (sessions.size >= MAX_SESSIONS) sessions.delete(oldest)
      const secret = newSecret()
      sessions.add(hashOf(secret))
      return secret
    },
    hasSession: (secret) => sessions.has(hashOf(secret)),
  }
}
