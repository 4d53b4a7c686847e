// Lists of a full workspace (15,000 workers), over HTTP, with the store in a file.
import { expectAll, withHarness } from './http.js'
import { table, timeOf } from './measure.js'
import { ACCOUNT } from './messages.js'

const WORKERS = 15_000
const AT_ONCE = 50
const AUTHORIZATION = `Basic ${Buffer.from(`${ACCOUNT}:token`).toString('base64')}`
const ROLES = ['agent', 'supervisor', 'admin']

const attributesOf = (index) =>
  JSON.stringify({
    full_name: `Agent ${index}`,
    email: `agent-${index}@example.com`,
    roles: [ROLES[index % ROLES.length]],
    contact_uri: `client:agent_2D${index}_40example_2Ecom`,
    department: `department ${index % 20}`,
    routing: { skills: ['support', 'sales', `skill-${index % 50}`], levels: { support: index % 10 } },
  })

async function hire(url) {
  for (let index = 0; index < WORKERS; index += AT_ONCE) {
    const answers = Array.from({ length: AT_ONCE }, (_, offset) => {
      const form = { FriendlyName: `agent-${index + offset}@example.com`, Attributes: attributesOf(index + offset) }
      const headers = { authorization: AUTHORIZATION }
      return fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) }).then((answer) =>
        answer.text().then(() => answer.status),
      )
    })
    expectAll(await Promise.all(answers), 201)
  }
}

const LISTS = [
  ['a page of 50', {}],
  ['a page of 50 by activity', { ActivityName: 'Offline' }],
  ['a page of 50 by an activity that nobody has', { ActivityName: 'Break' }],
  ['the one with a name', { FriendlyName: 'AGENT-14999@example.com' }],
  ['a page of 50 by the time of their last change', { Ordering: 'DateStatusChanged:desc' }],
  ['a page of 50 by an expression that one in 50 matches', { TargetWorkersExpression: "routing.skills HAS 'skill-7'" }],
  ['by an expression that only the last one matches', { TargetWorkersExpression: "email CONTAINS 'agent-14999@'" }],
  [
    'by a long expression that nobody matches',
    {
      TargetWorkersExpression:
        "(roles HAS 'agent' OR roles HAS 'supervisor') AND routing.levels.support >= 3 AND routing.skills HAS 'skill-99' AND department NOT IN ['department 1', 'department 2']",
    },
  ],
]

/** Milliseconds of each kind of list. */
export async function benchTaskRouter() {
  return withHarness(async (url) => {
    const workers = `${url}/v1/Workspaces/WS${ACCOUNT.slice(2)}/Workers`
    await hire(workers)
    const rows = []
    for (const [what, query] of LISTS) {
      const list = async () => {
        const answer = await fetch(`${workers}?${new URLSearchParams(query)}`, {
          headers: { authorization: AUTHORIZATION },
        })
        if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
        return (await answer.json()).workers.length
      }
      rows.push([what, await list(), `${(await timeOf(list)).toFixed(1)} ms`])
    }
    return table(['list', 'found', 'time'], rows)
  })
}
