/** How a product's server signs who somebody is, in Node. */
export const signSnippet = (audience: string): string =>
  `import { SignJWT } from 'jose'

const secret = new TextEncoder().encode(process.env.SLUICE_IDENTITY_SECRET)

export const subjectToken = (user) =>
  new SignJWT({ name: user.name, attributes: { plan: user.plan } })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(user.id))
    .setAudience('${audience}')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(secret)`

/** How a page hands the token to the widget: with the page, or once somebody signs in on it. */
export const handOverSnippet = (url: string, clientKey: string): string =>
  `<script src="${url}/widget/v1.js" data-key="${clientKey}" data-subject="the token" async></script>

// and in your code, where no new page is loaded:
Sluice.identify(token) // somebody signs in, or here is a fresh token of theirs
Sluice.identify(null) // somebody signs out`
