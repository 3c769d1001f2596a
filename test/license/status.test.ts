/** The vocabulary of statuses, the codes of systems, and what can follow what. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LICENSE_STATUSES, operationOfCode, statusesOfCode, statusTransition } from '../../src/license/index.ts'
import type { LicenseStatus } from '../../src/license/index.ts'

const STATUSES = Object.keys(LICENSE_STATUSES) as LicenseStatus[]

describe('codes of systems', () => {
  it.each([
    ['construction', '01', ['VALID']], ['construction', '02', ['SUSPENDED']], ['construction', '03', ['REVOKED_ANNULLED']], ['construction', '04', ['CANCELLED']],
    ['construction', '05', ['EXPIRED']], ['construction', '06', ['TRANSFERRED_OUT']], ['construction', '07', ['REVOKED_PENALTY']], ['construction', '99', ['OTHER']],
    ['sharing', '0', ['VALID']], ['sharing', '1', ['NOT_ACTIVE']], ['sharing', '2', ['SUSPENDED']],
    ['sharing', '4', []], ['sharing', '5', []], ['sharing', '6', []], ['sharing', '7', []],
    ['sharingHead', '21', ['CANCELLED']], ['sharingHead', '22', ['EXPIRED']], ['sharingHead', '23', ['SUSPENDED']],
    ['internal', 'RELEASE', ['VALID']], ['internal', '-4', ['EXPIRED']], ['internal', '12', ['SUSPENDED']], ['internal', '-8', ['CANCELLED']], ['internal', 'CHANGE', ['TRANSFERRED_OUT']],
  ] as const)('%s %s', (system, code, statuses) => {
    expect(statusesOfCode(system, code)).toEqual(statuses)
  })
  it('keeps apart what a system keeps apart, and says where it does not', () => {
    const statuses = statusesOfCode('sharing', '3') ?? []
    expect(statuses.length).toBeGreaterThan(1)
    expect(new Set(statuses.map((status) => LICENSE_STATUSES[status].usable))).toEqual(new Set(['no']))
  })
  it('never makes a status of a code that the system does not have', () => {
    expect(statusesOfCode('sharing', '8')).toBeUndefined()
    expect(statusesOfCode('construction', '1')).toBeUndefined()
    expect(statusesOfCode('internal', 'constructor')).toBeUndefined()
    expect(operationOfCode('11')).toBeUndefined()
    expect(operationOfCode('toString')).toBeUndefined()
  })
  it('lets only VALID be used as it is', () => {
    expect(STATUSES.filter((status) => LICENSE_STATUSES[status].usable === 'yes')).toEqual(['VALID'])
  })
})

describe('statusTransition', () => {
  it.each([
    ['VALID', 'SUSPENDED'], ['SUSPENDED', 'VALID'], ['VALID', 'EXPIRED'], ['VALID', 'CANCELLED'], ['SUSPENDED', 'REVOKED_PENALTY'], ['VALID', 'TRANSFERRED_OUT'],
    ['NOT_ACTIVE', 'VALID'], ['EXPIRED', 'CANCELLED'],
  ] as const)('%s to %s is possible', (from, to) => {
    expect(statusTransition(from, to)).toEqual({ allowed: true })
  })
  it('lets a license come back only by the operation that cancels its move', () => {
    expect(statusTransition('TRANSFERRED_OUT', 'VALID')).toEqual({ allowed: false, reason: 'OPERATION' })
    expect(statusTransition('TRANSFERRED_OUT', 'VALID', 'CHANGE')).toEqual({ allowed: false, reason: 'OPERATION' })
    expect(statusTransition('TRANSFERRED_OUT', 'VALID', operationOfCode('10'))).toEqual({ allowed: true })
    expect(statusTransition('TRANSFERRED_OUT', 'SUSPENDED')).toEqual({ allowed: false, reason: 'NOT_FORESEEN' })
    expect(statusTransition('EXPIRED', 'VALID')).toEqual({ allowed: false, reason: 'NOT_FORESEEN' })
  })
  it('lets nothing follow an end', () => {
    fc.assert(fc.property(fc.constantFrom(...STATUSES), fc.constantFrom('CANCELLED', 'REVOKED_ANNULLED', 'REVOKED_PENALTY'), (to, from) => {
      expect(statusTransition(from as LicenseStatus, to)).toEqual(from === to ? { allowed: true } : { allowed: false, reason: 'FINAL' })
    }))
  })
})
