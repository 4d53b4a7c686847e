import type { Call } from './call.ts'

/** The names of loopback. */
export const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]']
const LOOPBACK_PEERS = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** The host name in the Host header, in lower case and without port. Empty if it is not valid. */
export function hostName({ headers }: Call): string {
  return /^([A-Za-z0-9._-]+|\[[0-9a-f:]+\])(?::\d+)?$/i.exec(headers.host ?? '')?.[1]?.toLowerCase() ?? ''
}

/** Headers that proxies, tunnels and CDNs add to requests. A star stands for the rest of the name. */
const PROXY_HEADERS: readonly [header: string, sentBy: string][] = [
  ['forwarded', 'RFC 7239'],
  ['via', 'RFC 9110'],
  ['cdn-loop', 'RFC 8586'],
  ['x-forwarded', 'older proxies'],
  ['x-forwarded-*', 'nearly all'],
  ['x-original-*', 'ingress-nginx, IIS, Azure Application Gateway'],
  ['x-real-*', 'nginx'],
  ['x-scheme', 'ingress-nginx'],
  ['x-url-scheme', 'Heroku and others'],
  ['x-host', 'Fastly and others'],
  ['x-request-start', 'nginx, Heroku'],
  ['x-queue-start', 'nginx, New Relic'],
  ['front-end-https', 'Microsoft'],
  ['x-client-ip', 'Apache, IBM'],
  ['x-clientip', 'Apache, IBM'],
  ['client-ip', 'older proxies'],
  ['x-remote-*', 'older proxies'],
  ['x-cluster-client-ip', 'Rackspace, Riverbed'],
  ['x-proxyuser-ip', 'Google'],
  ['proxy-client-ip', 'WebLogic'],
  ['wl-proxy-*', 'WebLogic'],
  ['true-client-ip', 'Akamai, Cloudflare'],
  ['akamai-*', 'Akamai'],
  ['x-akamai-*', 'Akamai'],
  ['cf-*', 'Cloudflare'],
  ['fastly-*', 'Fastly'],
  ['x-varnish', 'Varnish'],
  ['surrogate-capability', 'Varnish, Squid'],
  ['fly-*', 'Fly.io'],
  ['x-envoy-*', 'Envoy, Istio'],
  ['x-azure-*', 'Azure Front Door'],
  ['x-fd-*', 'Azure Front Door'],
  ['x-appgw-*', 'Azure Application Gateway'],
  ['x-arr-*', 'Azure App Service, IIS'],
  ['x-ms-proxy', 'Entra application proxy'],
  ['x-amzn-*', 'AWS load balancers, API Gateway'],
  ['x-amz-cf-*', 'CloudFront'],
  ['cloudfront-*', 'CloudFront'],
  ['x-appengine-*', 'App Engine'],
  ['x-cloud-trace-context', 'Google Cloud'],
  ['x-vercel-*', 'Vercel'],
  ['x-nf-*', 'Netlify'],
  ['x-sucuri-*', 'Sucuri'],
  ['incap-client-ip', 'Imperva'],
  ['ali-*', 'Alibaba Cloud'],
  ['ngrok-*', 'ngrok'],
  ['tailscale-*', 'Tailscale'],
]

const PATTERN = new RegExp(`^(${PROXY_HEADERS.map(([header]) => header.replace('*', '.*')).join('|')})$`)

/** Whether a request is local: loopback peer, loopback Host (against DNS rebinding), and no header of a proxy or tunnel. */
export function isLocal(call: Call): boolean {
  const isProxied = Object.keys(call.headers).some((name) => PATTERN.test(name))
  return LOOPBACK_PEERS.test(call.remoteAddress) && LOOPBACK_NAMES.includes(hostName(call)) && !isProxied
}
