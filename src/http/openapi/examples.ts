/** Values that stand in examples for those of a harness. */
export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
export const CONNECTION = 'JQ0123456789abcdef0123456789abcdef'
export const WORKSPACE = 'WS0123456789abcdef0123456789abcdef'
export const WORKER = 'WKfedcba9876543210fedcba9876543210'
export const ACTIVITY = 'WA0123456789abcdef0123456789abcdef'
export const LOGIN = 'q0bX1wN3S8yXyS9m3vJ5Vg'
export const EARLIER_LOGIN = 'Zk3p0hV9Q1u8w2aR7tLxYA'
export const FINGERPRINT =
  'A2:5B:0E:9C:3D:77:41:18:E6:9F:2C:B4:0A:63:5E:D1:88:17:F0:4B:CA:39:6D:52:EE:01:94:7A:BD:30:C5:6F'
export const CLAIMS = { full_name: ['Ada Lovelace'], email: ['ada@example.com'], roles: ['agent'] }
/** `<samlp:Response/>`: no response that anybody accepts, but short. */
export const RESPONSE = 'PHNhbWxwOlJlc3BvbnNlLz4='
