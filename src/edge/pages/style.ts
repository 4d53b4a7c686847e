/** The one style sheet: system fonts, light and dark, readable from 360 px on. */
export const STYLE = `
:root { color-scheme: light dark; --pass: #1a7f37; --fail: #b42318; --warn: #8a5a00; --line: #8884; --soft: #8882; }
@media (prefers-color-scheme: dark) { :root { --pass: #4ac26b; --fail: #ff7b72; --warn: #e3b341; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.accepted, .pass { color: var(--pass); } .rejected, span.error, .crashed { color: var(--fail); } span.warning { color: var(--warn); }
article { border: 1px solid var(--line); border-left-width: .4rem; border-radius: .3rem; margin: 1rem 0; padding: .5rem 1rem; }
article h2 { font-size: 1.1rem; margin: .3rem 0; }
article.error { border-left-color: var(--fail); } article.warning { border-left-color: var(--warn); }
dl { display: grid; gap: .2rem 1rem; grid-template-columns: max-content 1fr; margin: .5rem 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin: 0 0 .4rem; } }
dt { font-weight: 600; } dt::first-letter { text-transform: uppercase; } dd { margin: 0; }
code, pre { background: var(--soft); border-radius: .2rem; font: .9em/1.4 ui-monospace, monospace; padding: .1em .3em; }
pre { overflow-x: auto; padding: .8rem; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--line); padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top; } th, td:first-child { overflow-wrap: break-word; }
@media (max-width: 40rem) { thead { display: none; } tr { border-bottom: 1px solid var(--line); display: block; padding: .3rem 0; } td { border: 0; display: block; padding: 0; } td:first-child { font-weight: 600; } }
details { margin-top: 2rem; }
details.operation { border-top: 1px solid var(--line); margin: 0; padding: .4rem 0; } details.operation > div { margin: .5rem 0 1.5rem; }
summary { cursor: pointer; } h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
form details { margin: 1rem 0; } fieldset { border: 1px solid var(--line); border-radius: .3rem; } nav { font-size: .9rem; }
form label[for] { display: block; font-weight: 600; } input, select, textarea, button { font: inherit; max-width: 100%; padding: .3rem .5rem; }
time { white-space: nowrap; }
input:not([type=radio]), select, textarea { width: 100%; } fieldset p { margin: .4rem 0; }
`
