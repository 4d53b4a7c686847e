export type { IdpLoginInput } from './app/idp/login-request.ts'
export type { ResetQuery } from './app/state/reset.ts'
export type { SeedDocument } from './app/state/seed-document.ts'
export type { LoginFilter } from './app/waiting/login-list.ts'
export type { LoginCriteria } from './app/waiting/login-query.ts'
export type { WaitOptions } from './app/waiting/wait.ts'
export type { WorkerQuery } from './app/workers/workers.ts'
export type { ConnectionInput } from './core/connection/schemas.ts'
export type { Finding } from './core/domain/check.ts'
export type { ClockReading } from './core/domain/clock.ts'
export type { Connection, Generation } from './core/domain/login.ts'
export type { LoginSummary, Report, TwilioError } from './core/domain/report.ts'
export type { SignaturePolicy } from './core/domain/signature-policy.ts'
export type {
  AttributeChange,
  ClaimRule,
  FieldChange,
  RecordedChange,
  Worker,
  WorkerAttributes,
  WorkerEvent,
} from './core/domain/worker.ts'
export { HarnessError, type HarnessErrorCode, LoginTimeoutError, type Miss, type MissedLogin } from './core/errors.ts'
export { diffReports, type ReportDifference } from './core/report/diff.ts'
export { type MappedLogin, type MapRequest, mapClaims } from './core/what-if/map-claims.ts'
export { type CheckResponseSettings, checkResponse } from './edge/library/check-response.ts'
export type { FlexIamMock, FlexIamMockEvents } from './edge/library/handle.ts'
export { type FlexIamMockOptions, startFlexIamMock } from './edge/library/start.ts'
