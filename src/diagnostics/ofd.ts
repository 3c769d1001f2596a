import { defineDiagnostics } from './define.ts'

export const ofdDiagnostics = defineDiagnostics({})
