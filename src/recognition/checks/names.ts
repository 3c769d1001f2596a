/** Whether two names of organizations are written the same, but for blanks, full-width forms and brackets of either kind. */
const fold = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, '').toUpperCase()

export const sameName = (a: string, b: string): boolean => fold(a) === fold(b)
