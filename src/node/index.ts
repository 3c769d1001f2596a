/** What only Node can do: verify files as they lie on disk; for `yinxin/online` connect to checked addresses and keep evidence in files. */
export { nodeFetcher } from './fetcher.ts'
export type { NodeFetcherOptions } from './fetcher.ts'
export { nodeTransport, systemResolve } from './transport.ts'
export type { NodeTransportOptions } from './transport.ts'
export { fileCache } from './file-cache.ts'
export type { FileCacheOptions } from './file-cache.ts'
export { verifyFile } from './verify-file.ts'
