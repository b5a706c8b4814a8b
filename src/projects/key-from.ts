/** A key made from a name, as `slug` wants it: "Über uns!" → "uber-uns"; empty where nothing of the name is left. */
export const keyFrom = (name: string, most = 64): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-|-$/g, '')
