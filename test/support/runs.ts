/** How often a property is tried: FUZZ_RUNS times if it is set, which `npm test` leaves to whoever looks for more. */
export const runs = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual)
