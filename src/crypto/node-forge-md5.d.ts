/** The one module of node-forge that is used here; its own typings cover the whole package only. */
declare module 'node-forge/lib/md5.js' {
  interface Md5 {
    /** @param octets a string of one character per octet */
    update(octets: string): Md5
    digest(): { getBytes(): string }
  }
  const md5: { create(): Md5 }
  export default md5
}
