import { defineDiagnostics } from './define.ts'

export const cryptoDiagnostics = defineDiagnostics({})
