import { defineDiagnostics } from './define.ts'

export const xmlDiagnostics = defineDiagnostics({})
