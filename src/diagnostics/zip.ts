import { defineDiagnostics } from './define.ts'

export const zipDiagnostics = defineDiagnostics({})
