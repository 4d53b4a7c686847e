// Records one kind in this process: node --import ./preload.js run-kind.js KIND CHECKOUT FIXTURES OUT
import { writeRecords } from './write.js'

const [kind, checkout, fixtures, out] = process.argv.slice(2)
const { record } = await import(`./kinds/${kind}.js`)
await writeRecords(out, kind, await record({ checkout, fixtures, out }))
