import { CHECKS } from '../checks/index.ts'
import type { Finding } from '../domain/check.ts'

/** What is wrong, in one sentence. A file that several versions use may hold findings of a check that this one lacks. */
export function denialOf({ id, title, status }: Finding): string {
  if (status === 'crashed') return `The check ${id} crashed: a mistake of this harness.`
  return CHECKS.find((check) => check.id === id)?.denial ?? `This does not hold: ${title}.`
}
