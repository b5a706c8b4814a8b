/** For what the server says in its own words, which are English whatever the language around them. */
export const inEnglish = { lang: 'en', dir: 'auto' }
