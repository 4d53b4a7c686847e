import type { VNode } from 'preact'

/** The smallest component that uses what TSX adds: an attribute, a condition, a list and a fragment. */
export const Greeting = ({ name, roles = [] }: { name: string; roles?: string[] }): VNode => (
  <>
    <p class="greeting">Hello, {name}</p>
    {roles.length > 0 && (
      <ul>
        {roles.map((role) => (
          <li key={role}>{role}</li>
        ))}
      </ul>
    )}
  </>
)
