import { defineDiagnostics } from './define.ts'

export const signatureDiagnostics = defineDiagnostics({})
