import { defineConfig } from '@playwright/test'

const executablePath = process.env.CHROMIUM // default: the browser installed by `npx playwright install chromium`

export default defineConfig({
  testMatch: '*.spec.js',
  webServer: {
    command: 'npx flex-iam-mock serve --port 8181 --db :memory:',
    url: 'http://localhost:8181/readyz',
    stdout: 'ignore',
    stderr: 'ignore',
  },
  use: {
    baseURL: 'http://localhost:8181',
    launchOptions: executablePath ? { executablePath, args: ['--no-sandbox'] } : {},
  },
})
