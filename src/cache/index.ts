export { createCache } from './cache.ts'
export type { CacheCounts, CacheOptions, CacheStats, VerificationCache } from './cache.ts'
