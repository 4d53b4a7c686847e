// node --import ./test/runner/register.js: this process, and the threads that run the tests, can import TypeScript and TSX.
import { register } from 'node:module'

register('./hooks.js', import.meta.url)
