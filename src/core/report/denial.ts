import { CHECKS } from '../checks/index.ts'
import type { Finding } from '../domain/check.ts'

/** What is wrong, in one sentence. A database of another version may contain findings of a check that this version lacks. */
export function denialOf({ id, title, status }: Finding): string {
  if (status === 'crashed') return `The check ${id} crashed. This is a bug in flex-iam-mock.`
  return CHECKS.find((check) => check.id === id)?.denial ?? `Failed: ${title}.`
}
