import type { Router } from 'express'
import { type MapRequest, mapClaims } from '../../../core/what-if/map-claims.ts'
import { bodyOf } from './request.ts'

/** What claims would make of a worker: nothing is stored. */
export function mapRoutes(router: Router): void {
  router.post('/map', (request, response) => void response.json(mapClaims(bodyOf(request) as MapRequest)))
}
