import { type Command, Option } from 'commander'

interface ServeFlags extends Record<string, unknown> {
  demo?: boolean
  once?: boolean
}

/** `serve`, the default command. */
export function addServeCommand(program: Command): void {
  program
    .command('serve', { isDefault: true })
    .description('start the harness')
    .option('--port <number>', 'TCP port, 0 for a free one (default 8080)')
    .option('--host <address>', 'address to listen on (default 127.0.0.1 and ::1)')
    .option('--base-url <url>', 'the URL under which IdPs and browsers reach it')
    .option('--db <file>', 'SQLite file or :memory: (default flex-iam-mock.db)')
    .option('--seed <file>', 'JSON file with connections and workers to begin with')
    .option('--users <file>', 'JSON list of users of the built-in IdP')
    .option('--idp-key <file>', 'RSA private key (PEM) that the built-in IdP signs with (default: a new one)')
    .option('--retain <number>', 'how many attempts are kept (default 10,000)')
    .option('--webhook <url>', 'URL that is told of each login (repeatable)', (url, list: string[] = []) => [
      ...list,
      url,
    ])
    .option('--webhook-secret <secret>', 'what those deliveries are signed with')
    .option('--admin-token <token>', 'token that the API and the pages need, also from this machine')
    .option('--open', 'need no token, under the names of --open-hosts')
    .option('--open-hosts <names>', 'names under which --open answers, joined by commas (default: those of loopback)')
    .option('--trust-proxy <addresses>', 'proxies whose forwarded headers count')
    .option('--config <file>', 'JSON file with these options')
    .option('--demo', 'post captured logins of real IdPs first, in memory')
    .addOption(new Option('--once', 'end after the demo'))
    .action(async ({ demo = false, once: endAfterwards = false, ...flags }: ServeFlags) => {
      const { serve } = await import('./run-serve.ts') // the other commands start without the server
      await serve(flags, demo, endAfterwards)
    })
}
