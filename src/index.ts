export { type CheckResponseSettings, checkResponse } from './check-response.ts'
export type { Finding } from './domain/check.ts'
export type { ClockReading } from './domain/clock.ts'
export type { Connection, Generation, SignaturePolicy } from './domain/login.ts'
export type { LoginSummary, Report, TwilioError } from './domain/report.ts'
export type {
  AttributeChange,
  ClaimRule,
  FieldChange,
  RecordedChange,
  Worker,
  WorkerAttributes,
  WorkerEvent,
} from './domain/worker.ts'
export { HarnessError, type HarnessErrorCode, LoginTimeoutError, type Miss, type MissedLogin } from './errors.ts'
export type { FlexIamMock, FlexIamMockEvents } from './flex-iam-mock.ts'
export { type FlexIamMockOptions, startFlexIamMock } from './harness.ts'
export type { IdpWishInput } from './idp/wish.ts'
export type { ConnectionInput } from './login/connection.ts'
export type { LoginCriteria } from './login/criteria.ts'
export { diffReports, type ReportDifference } from './login/diff.ts'
export type { LoginFilter } from './login/login-list.ts'
export { type MappedLogin, type MapRequest, mapClaims } from './login/map-claims.ts'
export type { ResetQuery } from './login/reset.ts'
export type { SeedDocument } from './login/seed-document.ts'
export type { WaitOptions } from './login/wait.ts'
export type { WorkerQuery } from './login/workers.ts'
