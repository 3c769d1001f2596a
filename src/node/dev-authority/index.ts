/** A certificate authority on the loopback interface, for tests and demonstrations, and the services that run beside it. */
export { startDevAuthority } from './start.ts'
export type { DevAuthority, DevAuthorityOptions } from './start.ts'
export { FolderNotEmptyError } from './folder.ts'
export { RevocationFileError } from './revocations.ts'
export type { DevRequest, DevResponse, DevRoute } from './routes.ts'
export type { DevService, DevServiceMaker, Json } from './services.ts'
export { DEV_ALGORITHMS } from './world.ts'
export type { DevAlgorithm, DevParty, DevWorld, DevWorldOptions } from './world.ts'
