/** Headers that proxies, tunnels and CDNs add to what they pass on, by what sends them. */
const BY_SENDER: Record<string, string[]> = {
  standards: ['Forwarded', 'Via', 'CDN-Loop'],
  'most proxies': [
    'X-Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'X-Forwarded-Client-Cert',
  ],
  nginx: ['X-Real-IP', 'X-Original-URI', 'X-Scheme', 'X-Request-Start', 'X-Host'],
  'ingress-nginx': ['X-Original-Forwarded-For', 'X-Original-Host'],
  Akamai: ['True-Client-IP', 'Akamai-Origin-Hop', 'X-Akamai-Edgescape'],
  Cloudflare: ['CF-Ray', 'CF-Connecting-IP', 'CF-Visitor', 'CF-IPCountry', 'CF-Worker'],
  Fastly: ['Fastly-Client-IP', 'Fastly-SSL', 'Fastly-FF', 'X-Varnish'],
  'Fly.io': ['Fly-Client-IP', 'Fly-Forwarded-Proto', 'Fly-Region'],
  Envoy: ['X-Envoy-External-Address', 'X-Envoy-Internal', 'X-Envoy-Original-Path'],
  Azure: ['X-Azure-ClientIP', 'X-Azure-SocketIP', 'X-FD-HealthProbe', 'X-ARR-LOG-ID', 'X-ARR-SSL', 'X-AppGW-Trace-Id'],
  AWS: ['X-Amzn-Trace-Id', 'X-Amz-Cf-Id', 'CloudFront-Viewer-Address'],
  Google: ['X-Appengine-User-IP', 'X-ProxyUser-Ip', 'X-Cloud-Trace-Context'],
  Vercel: ['X-Vercel-Id', 'X-Vercel-Forwarded-For'],
  Netlify: ['X-NF-Client-Connection-IP', 'X-NF-Request-ID'],
  tunnels: ['Ngrok-Trace-Id', 'Tailscale-User-Login'],
  'older balancers': [
    'X-Cluster-Client-IP',
    'X-Client-IP',
    'Client-IP',
    'X-ClientIP',
    'WL-Proxy-Client-IP',
    'Proxy-Client-IP',
  ],
  others: ['X-Remote-IP', 'X-Remote-Addr', 'X-Queue-Start', 'Front-End-Https', 'X-URL-Scheme', 'X-Real-Port'],
}

export const PROXY_HEADER_EXAMPLES = Object.values(BY_SENDER).flat()

/** Headers that programs and browsers send by themselves. */
export const OTHER_HEADERS = [
  'X-Request-Id',
  'Traceparent',
  'X-Requested-With',
  'DNT',
  'Cache-Control',
  'X-Twilio-Client',
]
