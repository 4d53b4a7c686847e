import { ATTACKS } from '../../../src/core/mutations/index.ts'
import type { Attack } from './attack.ts'
import { ATTACKER } from './forge.ts'

/** An attack of the catalogue on a captured message. It keeps its name and sentence unless others are given. */
export function known<T extends Partial<Attack>>(attack: string, onBase: T) {
  const { name, title, forge } = ATTACKS.find((each) => each.name === attack) ?? {}
  if (name === undefined || title === undefined || forge === undefined) throw new Error(`no attack ${attack}`)
  return { name, what: title, ...onBase, mutate: (xml: string) => forge(xml, ATTACKER) }
}
