/**
 * Builds the package in two steps: tsup makes JavaScript of each source, and `bundle.config.ts` puts that together into the
 * files of the package. How modules are shared out over files decides how fast a program starts, and is not left to chance.
 */
import { defineConfig } from 'tsup'
import { bundle } from './bundle.config.ts'

export default defineConfig({
  entry: ['src/**/*.ts', '!src/**/*.d.ts'],
  bundle: false,
  format: ['esm'],
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  clean: true,
  silent: true,
  outDir: 'build',
  onSuccess: bundle,
})
