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

/** The schemas that have a name, and what each is. */
export const COMPONENTS: Record<string, [schema: z.ZodType, description: string]> = {
  Report: [
    reportSchema,
    'Everything concluded from one posted response. Every key is always there, null where it does not apply.',
  ],
  Finding: [finding, 'One check, and how it went.'],
  AttributeChange: [attributeChange, 'What a login changed, and by which claim.'],
  AttributeValue: [attributeValue, 'A JSON value.'],
  Summary: [loginSummary, 'One line of a list of logins.'],
  Problem: [problemSchema, 'An error of RFC 9457.'],
  TimeoutProblem: [timeoutProblem, 'No login that was waited for: what did arrive, and why each was not the one.'],
  MissedLogin: [missedLogin, 'An attempt that was not the one.'],
  TwilioProblem: [twilioProblem, 'An error as Twilio writes it.'],
  OAuthProblem: [oauthProblem, 'A refusal of the enhanced door that has no code of Twilio’s.'],
  Worker: [worker, 'A simulated TaskRouter worker.'],
  WorkerAttributes: [attributes, 'The attributes of a worker: at most 4,096 characters of JSON.'],
  WorkerEvent: [workerEvent, 'What made or changed a worker: a login, TaskRouter’s REST surface, or a seed.'],
  Connection: [connection, 'One SSO set-up, as it is saved.'],
  ConnectionInput: [connectionInput, 'The fields of a connection; all may be left out, and null sets one back.'],
  IdpSettings: [idpSettings, 'What to enter in the IdP and in the Console for one tenant.'],
  Clock: [clock, 'What the clock shows.'],
  ClockRequest: [clockRequest, 'One of: frozen at a time, shifted, or moved on.'],
  Seed: [seed, 'What a harness shall know.'],
  SeedConnection: [seedConnection, 'A connection of a seed: its SID says which one it is.'],
  CheckSettings: [checkSettings, 'What a response is held against; `account` or `connection` is needed.'],
  MapRequest: [mapRequest, 'Claims by their names, and the worker that they meet.'],
  MappedLogin: [mappedLogin, 'What the claims make of the worker.'],
  WhatIfChanges: [whatIfChanges, 'What may be another way.'],
  WhatIf: [whatIf, 'The verdict under other settings.'],
  SettingChange: [settingChange, 'One step of what would make a login green.'],
  Rehearsal: [rehearsal, 'How one login fares at both doors, and what to edit on the way.'],
  Difference: [difference, 'In what two logins differ.'],
  IdpLogin: [idpLoginRequest, 'What the built-in IdP shall do.'],
  IdpUser: [idpUser, 'A person who signs in.'],
  Info: [info, 'What this harness is.'],
  TaskRouterWorkspace: [taskRouterWorkspace, 'A workspace, as TaskRouter writes it.'],
  TaskRouterActivity: [taskRouterActivity, 'An activity, as TaskRouter writes it.'],
  TaskRouterWorker: [taskRouterWorker, 'A worker, as TaskRouter writes it.'],
  TaskRouterChannel: [taskRouterChannel, 'A channel of a worker, as TaskRouter writes it.'],
  TaskRouterMeta: [taskRouterMeta, 'Where a page of TaskRouter is in its list.'],
}
