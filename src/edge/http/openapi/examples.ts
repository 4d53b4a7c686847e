/** Placeholder values for examples. */
export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
export const CONNECTION = 'JQ0123456789abcdef0123456789abcdef'
export const WORKSPACE = 'WS0123456789abcdef0123456789abcdef'
export const WORKER = 'WKfedcba9876543210fedcba9876543210'
export const ACTIVITY = 'WA0123456789abcdef0123456789abcdef'
export const LOGIN = 'q0bX1wN3S8yXyS9m3vJ5Vg'
export const EARLIER_LOGIN = 'Zk3p0hV9Q1u8w2aR7tLxYA'
export const FINGERPRINT =
  'A2:5B:0E:9C:3D:77:41:18:E6:9F:2C:B4:0A:63:5E:D1:88:17:F0:4B:CA:39:6D:52:EE:01:94:7A:BD:30:C5:6F'
export const EXAMPLE_CLAIMS = { full_name: ['Ada Lovelace'], email: ['ada@example.com'], roles: ['agent'] }
/** `<samlp:Response/>`: never accepted, but short. */
export const RESPONSE = 'PHNhbWxwOlJlc3BvbnNlLz4='
/** A certificate that is used nowhere else. */
export const CERTIFICATE =
  'MIIBmDCCAT2gAwIBAgIUcy3DEuamn5N8RA95Gabtx7CKabEwCgYIKoZIzj0EAwIwITEfMB0GA1UEAwwWaW5zZWN1cmUgdGVzdCBrZXkgcDI1NjAeFw0yNjExMjIxOTE2MTFaFw00NjExMTcxOTE2MTFaMCExHzAdBgNVBAMMFmluc2VjdXJlIHRlc3Qga2V5IHAyNTYwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQIRgj8R/XwZpqvg+C/GI8Xb9JFuNsaXUVxF2WSAgN8BOaA9GOnhVqfehYSG0iu03T6GXNHBTFXyv4aKrWZKE8Ko1MwUTAdBgNVHQ4EFgQUk3pZ4XatQ6KAYAP0RyUoLF3O98kwHwYDVR0jBBgwFoAUk3pZ4XatQ6KAYAP0RyUoLF3O98kwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA02p2Ve3uYU6ZOJ4QV+LSUXdOeIoh87toNw5Hua8BOiwCIQCOcIhInJqaznXusYvXvrK0etuSN7RpNcmqa4aIJTRYGQ=='
