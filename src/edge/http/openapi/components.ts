import type { z } from 'zod'
import { idpLoginRequest } from '../../../app/idp/login-request.ts'
import { idpUser } from '../../../app/idp/user.ts'
import { whatIfChanges } from '../../../app/what-if/what-if.ts'
import { connectionInput } from '../../../core/connection/schemas.ts'
import { checkSettings } from '../../../core/judge/check-response.ts'
import { attributeChange, attributeValue, finding, reportSchema } from '../../../core/report/schema.ts'
import { mapRequest } from '../../../core/what-if/map-claims.ts'
import { clockRequest, seed, seedConnection } from '../routes/state.ts'
import {
  attributes,
  clock,
  connection,
  difference,
  idpSettings,
  info,
  loginSummary,
  mappedLogin,
  missedLogin,
  oauthProblem,
  problemSchema,
  rehearsal,
  settingChange,
  timeoutProblem,
  twilioProblem,
  whatIf,
  worker,
  workerEvent,
} from './schemas.ts'
import {
  taskRouterActivity,
  taskRouterChannel,
  taskRouterMeta,
  taskRouterWorker,
  taskRouterWorkspace,
} from './taskrouter-schemas.ts'

/** The named schemas and their descriptions. */
export const COMPONENTS: Record<string, [schema: z.ZodType, description: string]> = {
  Report: [
    reportSchema,
    'Everything concluded about one login. Every key is always present; it is null if it does not apply.',
  ],
  Finding: [finding, 'The result of one check.'],
  AttributeChange: [attributeChange, 'A change by a login, and the claim that caused it.'],
  AttributeValue: [attributeValue, 'A JSON value.'],
  Summary: [loginSummary, 'A login in a list.'],
  Problem: [problemSchema, 'An error, as a problem document (RFC 9457).'],
  TimeoutProblem: [
    timeoutProblem,
    'No matching login arrived in time. Lists the logins that arrived, and why each one did not match.',
  ],
  MissedLogin: [missedLogin, 'A login that did not match.'],
  TwilioProblem: [twilioProblem, 'An error in the format of Twilio.'],
  OAuthProblem: [oauthProblem, 'An error of the enhanced ACS that has no Twilio error code.'],
  Worker: [worker, 'A simulated TaskRouter worker.'],
  WorkerAttributes: [attributes, 'The attributes of a worker, at most 4,096 characters of JSON.'],
  WorkerEvent: [workerEvent, 'A change to a worker by a login, the TaskRouter API or a seed.'],
  Connection: [connection, 'The saved settings of one tenant.'],
  ConnectionInput: [
    connectionInput,
    'The fields of a connection. All are optional, and null resets a field to its default.',
  ],
  IdpSettings: [idpSettings, 'What to enter in the IdP and in the Flex Console for one tenant.'],
  Clock: [clock, 'The time of the harness.'],
  ClockRequest: [clockRequest, 'How to set the clock: frozen, shifted or advanced.'],
  Seed: [seed, 'The state that a seed applies to a harness.'],
  SeedConnection: [seedConnection, 'A connection in a seed. Its SID is required.'],
  CheckSettings: [checkSettings, 'What a response is judged against. Either `account` or `connection` is required.'],
  MapRequest: [mapRequest, 'The claims, and the existing worker if there is one.'],
  MappedLogin: [mappedLogin, 'The worker that the claims produce.'],
  WhatIfChanges: [whatIfChanges, 'The settings to change.'],
  WhatIf: [whatIf, 'The Report under other settings.'],
  SettingChange: [settingChange, 'One change that helps a login pass.'],
  Rehearsal: [rehearsal, 'The Reports in both generations, and the fields to change.'],
  Difference: [difference, 'The differences between two logins.'],
  IdpLogin: [idpLoginRequest, 'A login for the built-in IdP to perform.'],
  IdpUser: [idpUser, 'A user of the built-in IdP.'],
  Info: [info, 'A description of the harness.'],
  TaskRouterWorkspace: [taskRouterWorkspace, 'A TaskRouter workspace.'],
  TaskRouterActivity: [taskRouterActivity, 'A TaskRouter activity.'],
  TaskRouterWorker: [taskRouterWorker, 'A TaskRouter worker.'],
  TaskRouterChannel: [taskRouterChannel, 'A channel of a TaskRouter worker.'],
  TaskRouterMeta: [taskRouterMeta, 'Paging information of a TaskRouter list.'],
}
