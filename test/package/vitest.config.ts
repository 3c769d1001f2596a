import { defineConfig } from 'vitest/config'

/** Tests of the packed package; they need a build and a registry, so that `npm test` leaves them out. */
export default defineConfig({
  test: { include: ['test/package/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false },
})
