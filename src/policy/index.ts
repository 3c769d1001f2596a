export type { ValidationPolicy } from './policy.ts'
export { POLICY_IDS, policyPreset } from './presets.ts'
export type { PolicyId } from './presets.ts'
export { parsePolicy, policyJsonSchema } from './parse.ts'
