import { defineDiagnostics } from './define.ts'

export const sealDiagnostics = defineDiagnostics({})
