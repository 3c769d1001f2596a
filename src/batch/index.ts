/** Many inputs on several processor cores, with a journal to go on from. Needs Node. */
export { verifyMany } from './verify-many.ts'
export type { BatchOptions } from './verify-many.ts'
export type { BatchError, BatchFailure, BatchItem, BatchReport, BatchResult } from './item.ts'
export { JournalError } from './journal.ts'
export type { BatchOrder, BatchSource } from './run.ts'
export type { BatchSettings, BatchTrust, BatchTrustList } from './settings.ts'
