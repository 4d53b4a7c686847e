import { z } from 'zod'

const text = z.string()
const time = z.iso.datetime()
const links = z.record(text, text)
const common = { account_sid: text, date_created: time, date_updated: time, sid: text, url: text }

/** The resources in the format of TaskRouter. */
export const taskRouterWorkspace = z.strictObject({
  ...common,
  default_activity_name: text,
  default_activity_sid: text,
  event_callback_url: text.nullable(),
  events_filter: text.nullable(),
  friendly_name: text,
  multi_task_enabled: z.boolean(),
  prioritize_queue_order: text,
  timeout_activity_name: text,
  timeout_activity_sid: text,
  links,
})

export const taskRouterActivity = z.strictObject({
  ...common,
  available: z.boolean(),
  friendly_name: text,
  workspace_sid: text,
  links,
})

export const taskRouterWorker = z.strictObject({
  ...common,
  activity_name: text,
  activity_sid: text,
  attributes: text.meta({ contentMediaType: 'application/json' }),
  available: z.boolean(),
  date_status_changed: time,
  friendly_name: text,
  workspace_sid: text,
  links,
})

export const taskRouterChannel = z.strictObject({
  ...common,
  assigned_tasks: z.int(),
  available: z.boolean(),
  available_capacity_percentage: z.int(),
  configured_capacity: z.int(),
  task_channel_sid: text,
  task_channel_unique_name: text,
  worker_sid: text,
  workspace_sid: text,
})

export const taskRouterMeta = z.strictObject({
  page: z.int(),
  page_size: z.int(),
  first_page_url: text,
  previous_page_url: text.nullable(),
  url: text,
  next_page_url: text.nullable(),
  key: text,
})
