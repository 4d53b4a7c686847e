import type { DescribedRoute } from '../route.ts'

/** What opens what is not open to everyone. */
export const SECURITY_SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'The administrator’s token: --admin-token, or as printed.' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'flex-iam-token',
    description: 'The same token, or what POST /enter gives a browser for it.',
  },
  twilio: {
    type: 'http',
    scheme: 'basic',
    description:
      'As Twilio’s SDK sends it: an AccountSid or the SID of an API key, and a password, which has to be the administrator’s token where there is one.',
  },
}

/** By who may ask; the empty one is a request from this machine where no token was set. */
export const SECURITY: Record<DescribedRoute['access'], Record<string, string[]>[]> = {
  open: [],
  token: [{}, { token: [] }, { cookie: [] }],
  twilio: [{ twilio: [] }],
}
