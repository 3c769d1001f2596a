export { makeSeal, prepareSeal } from './make-seal.ts'
export type { PreparedSeal, SealFields } from './make-seal.ts'
export { drawSealPicture } from './picture/seal-picture.ts'
export type { DrawnPicture, SealDrawing } from './picture/seal-picture.ts'
