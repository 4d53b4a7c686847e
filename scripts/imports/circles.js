/**
 * The circles of a graph, at least one of each knot, each as the nodes on its way.
 * @param {Map<string, string[]>} graph what each node leads to
 * @returns {string[][]}
 */
export function findCircles(graph) {
  const done = new Set()
  const circles = []
  const visit = (node, way) => {
    if (way.includes(node)) circles.push(way.slice(way.indexOf(node)))
    if (way.includes(node) || done.has(node)) return
    for (const next of graph.get(node) ?? []) visit(next, [...way, node])
    done.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return circles
}
