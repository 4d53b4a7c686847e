import { defineConfig } from '@playwright/test'

const executablePath = process.env.CHROMIUM // absent: the browser that `npx playwright install chromium` fetched

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
