import type * as library from './index.js' with { 'resolution-mode': 'import' }

export type * from './index.js' with { 'resolution-mode': 'import' }

type Async<F extends (...given: never[]) => unknown> = (...given: Parameters<F>) => Promise<Awaited<ReturnType<F>>>

/** Starts a harness; see the ES module. Identify errors by their `code`: this module exports no error classes. */
export declare const startFlexIamMock: typeof library.startFlexIamMock
/** Judges one SAMLResponse without server and store. */
export declare const checkResponse: typeof library.checkResponse
/** What claims would make of a worker; asynchronous here. */
export declare const mapClaims: Async<typeof library.mapClaims>
/** In what two Reports differ; asynchronous here. */
export declare const diffReports: Async<typeof library.diffReports>
