/**
 * The one description of the point arithmetic, in pairs: a register holds two elements, called lanes, and every product is
 * two products. The vector unit of WebAssembly computes them at once; JavaScript interleaves them. What each formula may
 * be given, and that no number in it can leave the machine's range, is worked out and proved in `bounds.ts`.
 *
 * y^2 = x^3 - 3x + b; elements are multiples of R (Montgomery). A formula does not look at its operands: where points are
 * equal or opposite, an addition gives Z = 0, and stays there whatever is added; callers look for that at the end.
 */

/** Fields of the structures that formulas are called with, one register each. */
export const STRUCTURES = {
  /** x, y. */
  affine: ['XY'],
  /** X / Z^2, Y / Z^3; the second lane of X is spare. */
  jacobian: ['X', 'YZ'],
  /** X / ZZ, Y / ZZZ with ZZ^3 = ZZZ^2. */
  extended: ['XY', 'ZZ'],
  /** A Jacobian point with Z^2 and Z^3; the second lane of Z is spare. */
  multiple: ['XY', 'ZZ', 'Z'],
  /** Two elements. */
  pair: ['V'],
  /** Two numbers that were read from octets or inverted: limbs below 2^width, no multiples of R. */
  raw: ['V'],
} as const

export type Structure = keyof typeof STRUCTURES

/** ONE is R, UNIT the number 1, SQUARE R^2, in both lanes. */
export const CONSTANTS = ['ZERO', 'ONE', 'UNIT', 'SQUARE'] as const

export type Lane = 0 | 1

export interface LaneTerm {
  readonly coefficient: number
  readonly register: string
  readonly lane: Lane
}

export type Step =
  /** to = a b - c; a square where b is a. */
  | { readonly kind: 'product'; readonly to: string; readonly a: string; readonly b: string; readonly c?: string; readonly reduces?: boolean }
  /** Each lane of `to` is a sum of multiples of lanes; limbs are added one by one, with no carry. */
  | { readonly kind: 'arrange'; readonly to: string; readonly lanes: readonly [readonly LaneTerm[], readonly LaneTerm[]] }
  /** to = from, with the second lane negated when the parameter `sign` is -1 (and not when it is 0). */
  | { readonly kind: 'sign'; readonly to: string; readonly from: string }

export interface Formula {
  readonly name: string
  readonly parameters: Readonly<Record<string, Structure>>
  /** Has a last parameter `sign`. */
  readonly signed: boolean
  readonly steps: readonly Step[]
}

/** `3 p.X[0] - v[1]`, or `0`. */
function laneTerms(text: string): readonly LaneTerm[] {
  if (text === '0') return []
  const terms = [...text.matchAll(/([+-]?)\s*(\d*)\s*([A-Za-z][\w.]*)\[([01])\]\s*/g)]
  if (terms.map(([all]) => all).join('') !== text) throw new SyntaxError(`not a sum of lanes: ${text}`)
  return terms.map(([, sign, factor, register, lane]) => ({
    coefficient: Number(factor === '' ? 1 : factor) * (sign === '-' ? -1 : 1), register: register as string, lane: Number(lane) as Lane,
  }))
}

const product = (to: string, a: string, b: string, c?: string): Step => ({ kind: 'product', to, a, b, ...(c === undefined ? {} : { c }) })
const square = (to: string, a: string, c?: string): Step => product(to, a, a, c)
/** to = a / R in [0, p]: |a| < R is part of the proof. Zero gives 0 or p, nothing else does. */
const reduce = (to: string, a: string): Step => ({ kind: 'product', to, a, b: 'UNIT', reduces: true })
const arrange = (to: string, first: string, second: string): Step => ({ kind: 'arrange', to, lanes: [laneTerms(first), laneTerms(second)] })
const sign = (to: string, from: string): Step => ({ kind: 'sign', to, from })

function formula(name: string, parameters: Readonly<Record<string, Structure>>, steps: readonly Step[]): Formula {
  return { name, parameters, signed: steps.some(({ kind }) => kind === 'sign'), steps }
}

export const FORMULAS: readonly Formula[] = [
  // p = 2p (Bernstein and Lange's dbl-2001-b, in pairs).
  formula('double', { p: 'jacobian' }, [
    square('v', 'p.YZ'),                                  // gamma = Y^2, delta = Z^2
    arrange('m', 'p.X[0]', 'p.X[0] - v[1]'),
    arrange('w', 'v[0]', '3 p.X[0] + 3 v[1]'),
    product('u', 'm', 'w'),                               // beta = X gamma, alpha = 3 (X - delta)(X + delta)
    arrange('m', 'u[1]', 'v[0]'),
    arrange('w', '8 u[0]', '0'),
    square('p.X', 'm', 'w'),                              // X = alpha^2 - 8 beta, gamma^2
    arrange('m', 'u[1]', '2 p.YZ[0]'),
    arrange('v', '4 u[0] - p.X[0]', 'p.YZ[1]'),
    arrange('w', '8 p.X[1]', '0'),
    product('p.YZ', 'm', 'v', 'w'),                       // Y = alpha (4 beta - X) - 8 gamma^2, Z = 2YZ
  ]),

  // p += q or p -= q.
  formula('add', { p: 'jacobian', q: 'multiple' }, [
    sign('n', 'q.XY'),
    arrange('m', 'p.YZ[1]', 'p.YZ[1]'),
    arrange('u', 'p.YZ[1]', 'q.Z[0]'),
    product('v', 'm', 'u'),                               // Z1^2, Z1 Z2
    arrange('m', 'p.X[0]', 'p.YZ[0]'),
    product('w', 'm', 'q.ZZ'),                            // U1 = X1 Z2^2, S1 = Y1 Z2^3
    arrange('m', 'n[0]', 'p.YZ[1]'),
    arrange('u', 'v[0]', 'v[0]'),
    arrange('s', 'w[0]', '0'),
    product('t', 'm', 'u', 's'),                          // H = X2 Z1^2 - U1, Z1^3
    arrange('m', 'n[1]', 't[0]'),
    arrange('u', 't[1]', 't[0]'),
    arrange('s', 'w[1]', '0'),
    product('r', 'm', 'u', 's'),                          // R = Y2 Z1^3 - S1, H^2
    arrange('m', 't[0]', 'w[0]'),
    arrange('u', 'r[1]', 'r[1]'),
    product('x', 'm', 'u'),                               // H^3, V = U1 H^2
    arrange('m', 'r[0]', 'v[1]'),
    arrange('u', 'r[0]', 't[0]'),
    arrange('s', 'x[0] + 2 x[1]', '0'),
    product('z', 'm', 'u', 's'),                          // X3 = R^2 - H^3 - 2V, Z3 = Z1 Z2 H
    arrange('m', 'r[0]', 'w[1]'),
    arrange('u', 'x[1] - z[0]', 'x[0]'),
    product('y', 'm', 'u'),                               // R (V - X3), S1 H^3
    arrange('p.X', 'z[0]', '0'),
    arrange('p.YZ', 'y[0] - y[1]', 'z[1]'),
  ]),

  // a += q or a -= q (madd-2008-s).
  formula('addAffine', { a: 'extended', q: 'affine' }, [
    sign('n', 'q.XY'),
    product('v', 'n', 'a.ZZ', 'a.XY'),                    // P = x ZZ - X, R = y ZZZ - Y
    square('w', 'v'),                                     // P^2, R^2
    arrange('m', 'v[0]', 'a.XY[0]'),
    arrange('u', 'w[0]', 'w[0]'),
    product('t', 'm', 'u'),                               // P^3, Q = X P^2
    arrange('u', 'w[0]', 't[0]'),
    product('a.ZZ', 'a.ZZ', 'u'),
    arrange('m', 'v[1]', 'a.XY[1]'),
    arrange('a.XY', 'w[1] - t[0] - 2 t[1]', 'a.XY[1]'),   // X3 = R^2 - P^3 - 2Q
    arrange('u', 't[1] - a.XY[0]', 't[0]'),
    product('v', 'm', 'u'),                               // R (Q - X3), Y P^3
    arrange('a.XY', 'a.XY[0]', 'v[0] - v[1]'),
  ]),

  formula('startAffine', { a: 'extended', q: 'affine' }, [
    sign('a.XY', 'q.XY'),
    arrange('a.ZZ', 'ONE[0]', 'ONE[1]'),
  ]),

  formula('startMultiple', { p: 'jacobian', q: 'multiple' }, [
    sign('n', 'q.XY'),
    arrange('p.X', 'n[0]', '0'),
    arrange('p.YZ', 'n[1]', 'q.Z[0]'),
  ]),

  formula('toJacobian', { p: 'jacobian', q: 'affine' }, [
    arrange('p.X', 'q.XY[0]', '0'),
    arrange('p.YZ', 'q.XY[1]', 'ONE[0]'),
  ]),

  formula('toMultiple', { q: 'multiple', p: 'jacobian' }, [
    arrange('m', 'p.YZ[1]', '0'),
    square('v', 'm'),
    product('w', 'v', 'm'),
    arrange('q.XY', 'p.X[0]', 'p.YZ[0]'),
    arrange('q.ZZ', 'v[0]', 'w[0]'),
    arrange('q.Z', 'p.YZ[1]', '0'),
  ]),

  formula('toExtended', { a: 'extended', p: 'jacobian' }, [
    arrange('m', 'p.YZ[1]', '0'),
    square('v', 'm'),
    product('w', 'v', 'm'),
    arrange('a.XY', 'p.X[0]', 'p.YZ[0]'),
    arrange('a.ZZ', 'v[0]', 'w[0]'),
  ]),

  formula('toMontgomery', { q: 'affine', r: 'raw' }, [
    product('q.XY', 'r.V', 'SQUARE'),
  ]),

  // v: 0 or p in the lane of each candidate x (a plain number) that equals X / ZZ.
  formula('compareX', { v: 'pair', a: 'extended', x: 'raw' }, [
    product('m', 'x.V', 'SQUARE'),
    arrange('u', 'a.ZZ[0]', 'a.ZZ[0]'),
    arrange('w', 'a.XY[0]', 'a.XY[0]'),
    product('m', 'm', 'u', 'w'),
    reduce('v.V', 'm'),
  ]),

  formula('reduceZ', { v: 'pair', a: 'extended' }, [
    reduce('v.V', 'a.ZZ'),
  ]),

  // v: x and y as plain numbers in [0, p], from 1 / ZZZ in the second lane of i.
  formula('toPlain', { v: 'pair', a: 'extended', i: 'raw' }, [
    arrange('m', 'i.V[1]', 'i.V[1]'),
    product('m', 'm', 'SQUARE'),
    arrange('u', 'a.ZZ[0]', '0'),
    product('t', 'm', 'u'),                               // 1 / Z
    square('t', 't'),
    arrange('u', 't[0]', 'm[1]'),
    product('t', 'u', 'a.XY'),
    reduce('v.V', 't'),
  ]),

  // Division of many elements at once, two columns of them side by side. c accumulates products; t is what it was before.
  formula('accumulateZ', { c: 'pair', p: 'jacobian', q: 'jacobian' }, [
    arrange('m', 'p.YZ[1]', 'q.YZ[1]'),
    product('c.V', 'c.V', 'm'),
  ]),
  formula('finishZ', { c: 'pair', t: 'pair', p: 'jacobian', q: 'jacobian', d: 'affine', e: 'affine' }, [
    arrange('m', 'p.YZ[1]', 'q.YZ[1]'),
    product('i', 'c.V', 't.V'),
    product('c.V', 'c.V', 'm'),
    square('s', 'i'),
    arrange('m', 'p.X[0]', 'q.X[0]'),
    product('x', 'm', 's'),
    product('s', 's', 'i'),
    arrange('m', 'p.YZ[0]', 'q.YZ[0]'),
    product('y', 'm', 's'),
    arrange('d.XY', 'x[0]', 'y[0]'),
    arrange('e.XY', 'x[1]', 'y[1]'),
  ]),

  // d = a + b and e = f + g, the slopes' denominators divided at once.
  formula('accumulateSum', { c: 'pair', a: 'affine', b: 'affine', f: 'affine', g: 'affine' }, [
    arrange('m', 'b.XY[0] - a.XY[0]', 'g.XY[0] - f.XY[0]'),
    product('c.V', 'c.V', 'm'),
  ]),
  formula('finishSum', { c: 'pair', t: 'pair', a: 'affine', b: 'affine', f: 'affine', g: 'affine', d: 'affine', e: 'affine' }, [
    arrange('m', 'b.XY[0] - a.XY[0]', 'g.XY[0] - f.XY[0]'),
    product('i', 'c.V', 't.V'),
    product('c.V', 'c.V', 'm'),
    arrange('m', 'b.XY[1] - a.XY[1]', 'g.XY[1] - f.XY[1]'),
    product('l', 'm', 'i'),
    arrange('s', 'a.XY[0] + b.XY[0]', 'f.XY[0] + g.XY[0]'),
    square('x', 'l', 's'),
    arrange('m', 'a.XY[0] - x[0]', 'f.XY[0] - x[1]'),
    arrange('s', 'a.XY[1]', 'f.XY[1]'),
    product('y', 'm', 'l', 's'),
    arrange('d.XY', 'x[0]', 'y[0]'),
    arrange('e.XY', 'x[1]', 'y[1]'),
  ]),

  // d = 2a and e = 2f.
  formula('accumulateTwice', { c: 'pair', a: 'affine', f: 'affine' }, [
    arrange('m', '2 a.XY[1]', '2 f.XY[1]'),
    product('c.V', 'c.V', 'm'),
  ]),
  formula('finishTwice', { c: 'pair', t: 'pair', a: 'affine', f: 'affine', d: 'affine', e: 'affine' }, [
    arrange('m', '2 a.XY[1]', '2 f.XY[1]'),
    product('i', 'c.V', 't.V'),
    product('c.V', 'c.V', 'm'),
    arrange('m', 'a.XY[0] - ONE[0]', 'f.XY[0] - ONE[0]'),
    arrange('s', '3 a.XY[0] + 3 ONE[0]', '3 f.XY[0] + 3 ONE[0]'),
    product('m', 'm', 's'),                               // 3x^2 - 3
    product('l', 'm', 'i'),
    arrange('s', '2 a.XY[0]', '2 f.XY[0]'),
    square('x', 'l', 's'),
    arrange('m', 'a.XY[0] - x[0]', 'f.XY[0] - x[1]'),
    arrange('s', 'a.XY[1]', 'f.XY[1]'),
    product('y', 'm', 'l', 's'),
    arrange('d.XY', 'x[0]', 'y[0]'),
    arrange('e.XY', 'x[1]', 'y[1]'),
  ]),

  formula('startProduct', { c: 'pair' }, [
    arrange('c.V', 'ONE[0]', 'ONE[1]'),
  ]),
  // v: the product of both lanes of c as a plain number in [0, p], to be inverted; then c = 1 / c in both lanes.
  formula('joinLanes', { v: 'pair', c: 'pair' }, [
    arrange('m', 'c.V[0]', '0'),
    arrange('u', 'c.V[1]', '0'),
    product('m', 'm', 'u'),
    reduce('v.V', 'm'),
  ]),
  formula('splitInverse', { c: 'pair', i: 'raw' }, [
    arrange('m', 'i.V[0]', 'i.V[0]'),
    product('m', 'm', 'SQUARE'),
    arrange('u', 'c.V[1]', 'c.V[0]'),
    product('u', 'm', 'u'),
    arrange('c.V', 'u[0]', 'u[1]'),
  ]),
]
