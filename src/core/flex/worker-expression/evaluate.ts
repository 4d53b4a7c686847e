import type { AttributeValue, WorkerAttributes } from '../../domain/worker.ts'
import type { Comparison, Operand, WorkerExpression } from './parse.ts'

/** What an expression may use of a worker: its attributes, and these four fields. */
export interface WorkerFacts {
  attributes: WorkerAttributes
  fields: { sid: string; friendly_name: string; activity_sid: string; activity_name: string }
}

type Compare = (left: AttributeValue, right: AttributeValue) => boolean

const ordered =
  (holds: (left: string | number, right: string | number) => boolean): Compare =>
  (left, right) =>
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string')
      ? holds(left, right)
      : false

const isIn: Compare = (value, list) => Array.isArray(list) && list.some((each) => equal(each, value))

/** Values of different types are never equal and have no order. A missing key is NULL. */
const COMPARE: Record<Comparison, Compare> = {
  '==': equal,
  '!=': (left, right) => !equal(left, right),
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
  HAS: (list, value) => isIn(value, list),
  IN: isIn,
  'NOT IN': (value, list) => !isIn(value, list),
  CONTAINS: (text, part) => typeof text === 'string' && typeof part === 'string' && text.includes(part),
}

/** Whether a worker matches an expression. */
export function matchesExpression(expression: WorkerExpression, worker: WorkerFacts): boolean {
  switch (expression.kind) {
    case 'all':
      return expression.parts.every((part) => matchesExpression(part, worker))
    case 'any':
      return expression.parts.some((part) => matchesExpression(part, worker))
    case 'not':
      return !matchesExpression(expression.part, worker)
    case 'comparison':
      return COMPARE[expression.operator](readOperand(expression.left, worker), readOperand(expression.right, worker))
  }
}

function readOperand(operand: Operand, worker: WorkerFacts): AttributeValue {
  if (operand.kind === 'constant') return operand.value
  return operand.kind === 'list' ? operand.values : resolve(operand.path, worker)
}

/** Fields take precedence over attributes of the same name. `worker.` before a key may be omitted. */
function resolve(path: (string | number)[], { attributes, fields }: WorkerFacts): AttributeValue {
  const [first = '', ...rest] = path
  const named = first === 'worker' && !Object.hasOwn(attributes, 'worker') && rest.length > 0 ? rest : path
  if (named.length === 1 && Object.hasOwn(fields, named[0] ?? '')) return fields[named[0] as keyof typeof fields]
  return named.reduce<AttributeValue>(step, attributes)
}

function step(value: AttributeValue, key: string | number): AttributeValue {
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value) !== (typeof key === 'number')) return null
  return Object.hasOwn(value, key) ? ((value as Record<string | number, AttributeValue>)[key] ?? null) : null
}

function equal(left: AttributeValue, right: AttributeValue): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right
  return JSON.stringify(left) === JSON.stringify(right)
}
