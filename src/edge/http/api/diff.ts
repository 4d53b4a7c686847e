import type { Router } from 'express'
import type { Report } from '../../../core/domain/report.ts'
import { diffReports } from '../../../core/report/diff.ts'
import type { AppContext } from '../context.ts'
import { requireLogin } from './logins.ts'
import { param } from './request.ts'

/** What two logins differ in. */
export function diffRoutes(router: Router, { store }: AppContext): void {
  const load = async (id: string): Promise<Report> => requireLogin(await store.loadReport(id), id)
  router.get('/logins/:a/diff/:b', async (request, response) => {
    const [a, b] = [param(request, 'a'), param(request, 'b')]
    const differences = diffReports(await load(a), await load(b))
    response.json({ a, b, same: differences.length === 0, differences })
  })
}
