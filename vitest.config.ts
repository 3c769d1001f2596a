import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/package/**'],
    testTimeout: 30_000,
    // By default one processor is left out, which on a machine of two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
