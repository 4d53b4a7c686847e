import type { DescribedRoute } from '../route.ts'

/** The ways to authenticate. */
export const SECURITY_SCHEMES = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'The admin token: the value of `--admin-token`, or the one that `serve` prints.',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'flex-iam-token',
    description: 'The admin token, or the session that POST /enter creates for a browser.',
  },
  twilio: {
    type: 'http',
    scheme: 'basic',
    description:
      'As Twilio’s SDK sends it: an account SID or API key SID, and a password. If the harness has an admin token, the password must be that token.',
  },
}

/** The schemes by access. The empty one stands for a local request to a harness without a token. */
export const SECURITY: Record<DescribedRoute['access'], Record<string, string[]>[]> = {
  open: [],
  token: [{}, { token: [] }, { cookie: [] }],
  twilio: [{ twilio: [] }],
}
