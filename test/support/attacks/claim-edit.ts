import { append, elementOf, replace } from '../../../src/core/mutations/attacks/edit.ts'
import { setText } from './edit.ts'
import type { Edited } from './forge.ts'

/** The Attribute element of this name. */
export function claimOf(xml: string, name: string): string {
  const [claim] = new RegExp(`<((?:\\w+:)?Attribute) Name="${name}"[\\s\\S]*?</\\1>`).exec(xml) ?? []
  if (claim === undefined) throw new Error(`no claim ${name}`)
  return claim
}

/** An Attribute element with other values, which are written as the first one was. */
export function withValues(claim: string, values: string[]): string {
  const value = elementOf(claim, 'AttributeValue')
  const written = values.map((each) => setText(value, 'AttributeValue', each))
  return claim.replace(/(?<=^<[^>]*>)[\s\S]*(?=<\/[^<>]*>$)/, () => written.join(''))
}

/** Gives a claim other values. */
export const setValues = (xml: string, name: string, values: string[]) =>
  replace(xml, claimOf(xml, name), withValues(claimOf(xml, name), values))
/** Takes a claim out. */
export const drop = (xml: string, name: string) => replace(xml, claimOf(xml, name), '')
/** Gives a claim another name. */
export const rename = (xml: string, from: string, to: string) => replace(xml, `Name="${from}"`, `Name="${to}"`)

/** Puts text at the end of the AttributeStatement. */
export const state = (xml: string, content: string) => {
  const statement = elementOf(xml, 'AttributeStatement')
  return replace(xml, statement, append(statement, content))
}
/** Adds a claim. */
export const add = (xml: string, name: string, values: string[]) =>
  state(xml, rename(withValues(claimOf(xml, 'email'), values), 'email', name))

/** One row of a table of claims. */
export type Row = [name: string, base: string, what: string, edit: (xml: string) => string, expectFail: string[]]

/** A row as an attack to be. */
export const edited = ([name, base, what, edit, expectFail]: Row): Edited => ({ name, base, what, edit, expectFail })
