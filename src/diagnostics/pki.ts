import { defineDiagnostics } from './define.ts'

export const pkiDiagnostics = defineDiagnostics({})
