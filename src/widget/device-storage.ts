import type { StorageChoice, TokenStore } from './subject-token.ts'

/** The browser's storage that the host allows; null when it allows none, or the browser denies it. */
export function deviceStorage(choice: StorageChoice): TokenStore | null {
  if (choice === 'none') return null
  try {
    const store = choice === 'session' ? window.sessionStorage : window.localStorage
    return {
      getItem: (name) => store.getItem(name),
      removeItem: (name) => store.removeItem(name),
      setItem: (name, token) => {
        try {
          store.setItem(name, token)
        } catch {
          console.warn('Sluice: the browser keeps nothing for this page, so this visit will not be remembered')
        }
      },
    }
  } catch {
    return null
  }
}
