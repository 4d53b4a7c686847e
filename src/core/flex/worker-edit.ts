import type { FieldChange, RecordedChange, TaskRouterWorker, WorkerEvent } from '../domain/worker.ts'

/** What an edit other than a login changed; `before` is null if there was no worker. */
export function describeEdit(
  before: TaskRouterWorker | null,
  after: TaskRouterWorker,
): Pick<WorkerEvent, 'action' | 'fields'> & { changes: RecordedChange[] } {
  return {
    action: before === null ? 'created' : 'updated',
    fields: fieldsOf(before, after),
    changes: changesOf(before, after),
  }
}

const isOther = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

function fieldsOf(before: TaskRouterWorker | null, after: TaskRouterWorker): FieldChange[] {
  const names = ['friendlyName', 'activityName'] as const
  const fields = names.map((field) => ({ field, before: before?.[field] ?? null, after: after[field] }))
  const channels = [...new Set([before, after].flatMap((worker) => Object.keys(worker?.channels ?? {})))].map(
    (name) => ({
      field: `channels.${name}`,
      before: channelOf(before, name),
      after: channelOf(after, name),
    }),
  )
  return [...fields, ...channels].filter((field) => isOther(field.before, field.after))
}

function channelOf(worker: TaskRouterWorker | null, name: string): FieldChange['before'] {
  const channel = worker?.channels[name]
  return channel ? { capacity: channel.capacity, available: channel.available } : null
}

/** Attributes are replaced as a whole, so one that is not among the new ones is removed. */
function changesOf(before: TaskRouterWorker | null, after: TaskRouterWorker): RecordedChange[] {
  const [old, now] = [new Map(Object.entries(before?.attributes ?? {})), new Map(Object.entries(after.attributes))]
  const names = [...new Set([...old.keys(), ...now.keys()])]
  const origin = { claim: null, valueIndex: null, rule: 'attributes replaced whole' } as const
  return names
    .filter((name) => old.has(name) !== now.has(name) || isOther(old.get(name), now.get(name)))
    .map((attribute) => ({
      attribute,
      before: old.get(attribute) ?? null,
      after: now.get(attribute) ?? null,
      ...origin,
    }))
}
